using System.Net;
using Acquis.Data;
using Acquis.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Tests;

public sealed class StartTests(Programs programs) : IClassFixture<Programs>
{
    [Theory, BothDatabases]
    public async Task A_route_that_declares_no_policy_is_closed_and_every_answer_has_the_security_headers(Engine engine)
    {
        var program = await programs.OnAsync(engine);
        using var stranger = program.Stranger();

        var answer = await stranger.AskAsync("/nothing-here");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("default-src 'none'", string.Join(' ', answer.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task Facts_cannot_be_changed_deleted_or_replaced(Engine engine)
    {
        var program = await programs.OnAsync(engine);
        await program.InScopeAsync(async services =>
        {
            var db = (AcquisDb)services.GetService(typeof(AcquisDb))!;
            await db.Database.ExecuteSqlRawAsync(
                "insert into facts (id, at, actor, action, subject, payload_hash, schema) values ('11111111-1111-1111-1111-111111111111', '2027-06-01', 'program', 'test', 'x', 'y', 1)");

            await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => db.Database.ExecuteSqlRawAsync("update facts set action = 'other'"));
            await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => db.Database.ExecuteSqlRawAsync("delete from facts"));
            if (engine is Engine.Sqlite)
            {
                await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => db.Database.ExecuteSqlRawAsync(
                    "insert or replace into facts (id, at, actor, action, subject, payload_hash, schema) values ('11111111-1111-1111-1111-111111111111', '2027-06-01', 'program', 'other', 'x', 'y', 1)"));
            }
            else
            {
                await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => db.Database.ExecuteSqlRawAsync("truncate facts"));
            }
        });
    }
}
