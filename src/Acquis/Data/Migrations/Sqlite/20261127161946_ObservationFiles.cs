using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Acquis.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class ObservationFiles : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "kind",
                table: "level_imports",
                type: "TEXT",
                maxLength: 40,
                nullable: false,
                defaultValue: "Levels");

            migrationBuilder.AddColumn<string>(
                name: "entered_by",
                table: "grids",
                type: "TEXT",
                maxLength: 80,
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "kind",
                table: "level_imports");

            migrationBuilder.DropColumn(
                name: "entered_by",
                table: "grids");
        }
    }
}
