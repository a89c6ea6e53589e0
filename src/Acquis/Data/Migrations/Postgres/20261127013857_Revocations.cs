using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Acquis.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Revocations : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "end_motive_is_public",
                table: "diplomas");

            migrationBuilder.AddColumn<string>(
                name: "asked_revocation",
                table: "diplomas",
                type: "text",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "ix_diplomas_id",
                table: "diplomas",
                column: "id",
                filter: "asked_revocation is not null");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_diplomas_id",
                table: "diplomas");

            migrationBuilder.DropColumn(
                name: "asked_revocation",
                table: "diplomas");

            migrationBuilder.AddColumn<bool>(
                name: "end_motive_is_public",
                table: "diplomas",
                type: "boolean",
                nullable: false,
                defaultValue: false);
        }
    }
}
