using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Acquis.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class RecusalsAndReminders : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "supposed",
                table: "timetable_runs",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "reminded",
                table: "summons",
                type: "TEXT",
                nullable: false,
                defaultValue: "[]");

            migrationBuilder.AddColumn<string>(
                name: "remind_days",
                table: "seasons",
                type: "TEXT",
                nullable: false,
                defaultValue: "[7,1]");

            migrationBuilder.AddColumn<DateTime>(
                name: "reminders_stopped_at",
                table: "seasons",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "tie_answers",
                table: "decisions",
                type: "TEXT",
                nullable: false,
                defaultValue: "[7,1]");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "supposed",
                table: "timetable_runs");

            migrationBuilder.DropColumn(
                name: "reminded",
                table: "summons");

            migrationBuilder.DropColumn(
                name: "remind_days",
                table: "seasons");

            migrationBuilder.DropColumn(
                name: "reminders_stopped_at",
                table: "seasons");

            migrationBuilder.DropColumn(
                name: "tie_answers",
                table: "decisions");
        }
    }
}
