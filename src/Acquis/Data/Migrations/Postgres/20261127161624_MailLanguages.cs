using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Acquis.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class MailLanguages : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "mail_language",
                table: "people",
                type: "text",
                nullable: false,
                defaultValue: "fr");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "mail_language",
                table: "people");
        }
    }
}
