using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Acquis.Data.Migrations.Postgres
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
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "reminded",
                table: "summons",
                type: "text",
                nullable: false,
                defaultValue: "[]");

            migrationBuilder.AddColumn<string>(
                name: "remind_days",
                table: "seasons",
                type: "text",
                nullable: false,
                defaultValue: "[7,1]");

            migrationBuilder.AddColumn<DateTime>(
                name: "reminders_stopped_at",
                table: "seasons",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "tie_answers",
                table: "decisions",
                type: "text",
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
