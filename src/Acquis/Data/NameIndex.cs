using Microsoft.EntityFrameworkCore;

namespace Acquis.Data;

/// <summary>
/// Finds part of a name without reading the whole register. PostgreSQL has an index of the names' trigrams where the server offers
/// <c>pg_trgm</c> and the account may add it; without it, and on SQLite, the names are read through. Put in place at each start.
/// </summary>
public static class NameIndex
{
    private const string Trigrams =
        """
        do $body$ begin
          if not exists (select 1 from pg_extension where extname = 'pg_trgm') and exists (select 1 from pg_available_extensions where name = 'pg_trgm') then
            create extension pg_trgm;
          end if;
        exception when insufficient_privilege or unique_violation or duplicate_object then null;
        end $body$;
        do $body$ begin
          if exists (select 1 from pg_extension where extname = 'pg_trgm') then
            create index if not exists ix_people_sort_key_trigrams on people using gin (sort_key gin_trgm_ops);
          end if;
        end $body$;
        """;

    /// <summary>Makes the index where it is missing and possible.</summary>
    public static Task EnsureAsync(AcquisDb db, CancellationToken ct) =>
        db is PostgresDb ? db.Database.ExecuteSqlRawAsync(Trigrams, ct) : Task.CompletedTask;
}
