using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Acquis.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class ImportPeople : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "birth_key",
                table: "people",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<DateTime>(
                name: "corrected_at",
                table: "people",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "merged_into_id",
                table: "people",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "people_imports",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    cohort_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    file_name = table.Column<string>(type: "TEXT", nullable: false),
                    file_hash = table.Column<string>(type: "TEXT", nullable: false),
                    form = table.Column<string>(type: "TEXT", nullable: false),
                    headings = table.Column<string>(type: "TEXT", nullable: false),
                    ignored_columns = table.Column<string>(type: "TEXT", nullable: false),
                    computed_cells = table.Column<string>(type: "TEXT", nullable: false),
                    rows = table.Column<int>(type: "INTEGER", nullable: false),
                    previewed_by = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    previewed_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    ended_by = table.Column<string>(type: "TEXT", maxLength: 80, nullable: true),
                    ended_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    written = table.Column<int>(type: "INTEGER", nullable: false),
                    answers = table.Column<int>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_people_imports", x => x.id);
                    table.ForeignKey(
                        name: "fk_people_imports_cohorts_cohort_id",
                        column: x => x.cohort_id,
                        principalTable: "cohorts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "person_distinctions",
                columns: table => new
                {
                    person_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    other_id = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_person_distinctions", x => new { x.person_id, x.other_id });
                    table.ForeignKey(
                        name: "fk_person_distinctions_people_other_id",
                        column: x => x.other_id,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_person_distinctions_people_person_id",
                        column: x => x.person_id,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "people_import_rows",
                columns: table => new
                {
                    import_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    number = table.Column<int>(type: "INTEGER", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    is_left_out = table.Column<bool>(type: "INTEGER", nullable: false),
                    content = table.Column<string>(type: "TEXT", nullable: false),
                    problems = table.Column<string>(type: "TEXT", nullable: false),
                    alike = table.Column<string>(type: "TEXT", nullable: false),
                    person_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    is_told_apart = table.Column<bool>(type: "INTEGER", nullable: false),
                    candidacy_id = table.Column<Guid>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_people_import_rows", x => new { x.import_id, x.number });
                    table.ForeignKey(
                        name: "fk_people_import_rows_people_imports_import_id",
                        column: x => x.import_id,
                        principalTable: "people_imports",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.Sql("update people set birth_key = birth_year * 10000 + coalesce(birth_month, 0) * 100 + coalesce(birth_day, 0);");

            migrationBuilder.CreateIndex(
                name: "ix_people_birth_key",
                table: "people",
                column: "birth_key");

            migrationBuilder.CreateIndex(
                name: "ix_people_import_rows_import_id_state_number",
                table: "people_import_rows",
                columns: new[] { "import_id", "state", "number" });

            migrationBuilder.CreateIndex(
                name: "ix_people_imports_cohort_id",
                table: "people_imports",
                column: "cohort_id");

            migrationBuilder.CreateIndex(
                name: "ix_person_distinctions_other_id",
                table: "person_distinctions",
                column: "other_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "people_import_rows");

            migrationBuilder.DropTable(
                name: "person_distinctions");

            migrationBuilder.DropTable(
                name: "people_imports");

            migrationBuilder.DropIndex(
                name: "ix_people_birth_key",
                table: "people");

            migrationBuilder.DropColumn(
                name: "birth_key",
                table: "people");

            migrationBuilder.DropColumn(
                name: "corrected_at",
                table: "people");

            migrationBuilder.DropColumn(
                name: "merged_into_id",
                table: "people");
        }
    }
}
