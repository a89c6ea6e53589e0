using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Acquis.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Revocations : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // By hand: the provider would build the whole table anew, outside of the transaction.
            migrationBuilder.Sql("alter table diplomas drop column end_motive_is_public;");

            migrationBuilder.AddColumn<string>(
                name: "asked_revocation",
                table: "diplomas",
                type: "TEXT",
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
                type: "INTEGER",
                nullable: false,
                defaultValue: false);
        }
    }
}
