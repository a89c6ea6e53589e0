using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Acquis.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Timetables : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "attachments",
                table: "outbox",
                type: "TEXT",
                nullable: false,
                defaultValue: "[]");

            migrationBuilder.CreateTable(
                name: "season_timetables",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    season_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    number = table.Column<int>(type: "INTEGER", nullable: false),
                    origin = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    from_number = table.Column<int>(type: "INTEGER", nullable: true),
                    plan = table.Column<string>(type: "TEXT", nullable: false),
                    plan_hash = table.Column<string>(type: "TEXT", nullable: false),
                    placed = table.Column<int>(type: "INTEGER", nullable: false),
                    unplaced = table.Column<int>(type: "INTEGER", nullable: false),
                    cost = table.Column<long>(type: "INTEGER", nullable: false),
                    holds = table.Column<string>(type: "TEXT", nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    made_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    adopted_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_season_timetables", x => x.id);
                    table.ForeignKey(
                        name: "fk_season_timetables_seasons_season_id",
                        column: x => x.season_id,
                        principalTable: "seasons",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "summons",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    season_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    candidacy_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    juror_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    terms = table.Column<string>(type: "TEXT", nullable: false),
                    sequence = table.Column<int>(type: "INTEGER", nullable: false),
                    sent_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    cancelled_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_summons", x => x.id);
                    table.ForeignKey(
                        name: "fk_summons_candidacies_candidacy_id",
                        column: x => x.candidacy_id,
                        principalTable: "candidacies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_summons_jurors_juror_id",
                        column: x => x.juror_id,
                        principalTable: "jurors",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_summons_seasons_season_id",
                        column: x => x.season_id,
                        principalTable: "seasons",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "timetable_runs",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    season_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    origin = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    from_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    problem = table.Column<string>(type: "TEXT", nullable: false),
                    cpu_seconds = table.Column<int>(type: "INTEGER", nullable: false),
                    by = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    asked_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    beat_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ended_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    stop_asked_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    state = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    spent_seconds = table.Column<double>(type: "REAL", nullable: false),
                    spent_before = table.Column<double>(type: "REAL", nullable: false),
                    cost = table.Column<long>(type: "INTEGER", nullable: true),
                    lower_bound = table.Column<double>(type: "REAL", nullable: true),
                    unplaced = table.Column<int>(type: "INTEGER", nullable: true),
                    best = table.Column<string>(type: "TEXT", nullable: false),
                    timetable_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    trouble = table.Column<string>(type: "TEXT", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_timetable_runs", x => x.id);
                    table.ForeignKey(
                        name: "fk_timetable_runs_seasons_season_id",
                        column: x => x.season_id,
                        principalTable: "seasons",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_season_timetables_season_id_number",
                table: "season_timetables",
                columns: new[] { "season_id", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_summons_candidacy_id",
                table: "summons",
                column: "candidacy_id");

            migrationBuilder.CreateIndex(
                name: "ix_summons_juror_id",
                table: "summons",
                column: "juror_id");

            migrationBuilder.CreateIndex(
                name: "ix_summons_season_id",
                table: "summons",
                column: "season_id");

            migrationBuilder.CreateIndex(
                name: "ix_timetable_runs_season_id",
                table: "timetable_runs",
                column: "season_id");

            migrationBuilder.CreateIndex(
                name: "ix_timetable_runs_state",
                table: "timetable_runs",
                column: "state");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "season_timetables");

            migrationBuilder.DropTable(
                name: "summons");

            migrationBuilder.DropTable(
                name: "timetable_runs");

            migrationBuilder.DropColumn(
                name: "attachments",
                table: "outbox");
        }
    }
}
