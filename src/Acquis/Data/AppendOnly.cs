using Microsoft.EntityFrameworkCore;

namespace Acquis.Data;

/// <summary>
/// Tables whose rows are never changed: triggers refuse UPDATE, DELETE, REPLACE and TRUNCATE on both databases. A payload may be deleted
/// (erasure), never changed. They are put back at each start, after the migrations.
/// </summary>
public static class AppendOnly
{
    private static readonly (string Table, string[] Key, bool MayDelete)[] Tables =
    [
        ("facts", ["id"], false),
        ("fact_payloads", ["fact_id"], true),
        ("fact_subjects", ["subject_id", "kind", "fact_id"], false),
        ("leaves", ["number"], false),
        ("checkpoints", ["size"], false),
    ];

    /// <summary>Creates the triggers anew.</summary>
    public static Task EnforceAsync(AcquisDb db, CancellationToken ct) =>
        db.Database.ExecuteSqlRawAsync(db is SqliteDb ? Sqlite() : Postgres(), ct);

    private static string Sqlite() => string.Join('\n', Tables.Select(t => $"""
        drop trigger if exists {t.Table}_no_update; drop trigger if exists {t.Table}_no_delete; drop trigger if exists {t.Table}_no_replace;
        create trigger {t.Table}_no_update before update on {t.Table} begin select raise(abort, 'append-only: {t.Table}'); end;
        create trigger {t.Table}_no_replace before insert on {t.Table}
          when exists (select 1 from {t.Table} where {string.Join(" and ", t.Key.Select(k => $"{k} = new.{k}"))})
          begin select raise(abort, 'append-only: {t.Table}'); end;
        {(t.MayDelete ? "" : $"create trigger {t.Table}_no_delete before delete on {t.Table} begin select raise(abort, 'append-only: {t.Table}'); end;")}
        """));

    private static string Postgres() =>
        """
        create or replace function acquis_append_only() returns trigger language plpgsql as
        $body$ begin raise exception 'append-only: %', tg_table_name; end $body$;
        """ + string.Join('\n', Tables.Select(t => $"""

        drop trigger if exists append_only on {t.Table}; drop trigger if exists append_only_truncate on {t.Table};
        create trigger append_only before update{(t.MayDelete ? "" : " or delete")} on {t.Table} for each row execute function acquis_append_only();
        create trigger append_only_truncate before truncate on {t.Table} for each statement execute function acquis_append_only();
        """));
}
