using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Acquis.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class LinksAndLayouts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "diploma_layouts",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    certification_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    number = table.Column<int>(type: "INTEGER", nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    terms = table.Column<string>(type: "TEXT", nullable: false),
                    published_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_diploma_layouts", x => x.id);
                    table.ForeignKey(
                        name: "fk_diploma_layouts_certifications_certification_id",
                        column: x => x.certification_id,
                        principalTable: "certifications",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "holder_links",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    candidacy_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    number = table.Column<int>(type: "INTEGER", nullable: false),
                    sent_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    expires_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ended_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    last_opened_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_holder_links", x => x.id);
                    table.ForeignKey(
                        name: "fk_holder_links_candidacies_candidacy_id",
                        column: x => x.candidacy_id,
                        principalTable: "candidacies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "shared_links",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    diploma_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    hash = table.Column<string>(type: "TEXT", nullable: false),
                    label = table.Column<string>(type: "TEXT", nullable: true),
                    shows_levels = table.Column<bool>(type: "INTEGER", nullable: false),
                    made_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    expires_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ended_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    openings = table.Column<int>(type: "INTEGER", nullable: false),
                    last_opened_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_shared_links", x => x.id);
                    table.ForeignKey(
                        name: "fk_shared_links_diplomas_diploma_id",
                        column: x => x.diploma_id,
                        principalTable: "diplomas",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_diploma_layouts_certification_id_number",
                table: "diploma_layouts",
                columns: new[] { "certification_id", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_holder_links_candidacy_id",
                table: "holder_links",
                column: "candidacy_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_shared_links_diploma_id",
                table: "shared_links",
                column: "diploma_id");

            migrationBuilder.CreateIndex(
                name: "ix_shared_links_hash",
                table: "shared_links",
                column: "hash",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "diploma_layouts");

            migrationBuilder.DropTable(
                name: "holder_links");

            migrationBuilder.DropTable(
                name: "shared_links");
        }
    }
}
