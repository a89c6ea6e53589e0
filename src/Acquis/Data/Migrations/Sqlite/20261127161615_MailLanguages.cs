using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Acquis.Data.Migrations.Sqlite
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
                type: "TEXT",
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
