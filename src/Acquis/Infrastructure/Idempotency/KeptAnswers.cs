using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Acquis.Data;
using Acquis.Domain;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Infrastructure.Idempotency;

/// <summary>
/// Calls with a key that this node is doing now: a second one is told so at once. Nothing is lost if this memory is: the transaction, its lock and the
/// table's key keep the promise.
/// </summary>
public sealed class CallsInProgress
{
    private readonly ConcurrentDictionary<(Guid Account, string Key), bool> calls = [];

    /// <summary>Whether the call may begin: false while it runs already.</summary>
    public bool TryBegin(Guid account, string key) => calls.TryAdd((account, key), true);

    public void End(Guid account, string key) => calls.TryRemove((account, key), out _);
}

/// <summary>
/// Does a call once for each key: the change and the answer to it commit together, so that a caller who heard nothing asks again and learns what came
/// of the first time, across restarts and on every node (ADR 19).
/// </summary>
public sealed class KeptAnswers(AcquisDb db, CurrentActor actor, CallsInProgress calls, Texts texts, TimeProvider time)
{
    /// <summary>Does the call, or answers as it was answered before.</summary>
    /// <param name="call">The route's handler; what it writes is part of this transaction.</param>
    /// <returns>The answer; 409 while the same call is being done, 422 where the key was used for another.</returns>
    public async Task<IResult> OnceAsync(HttpContext http, string key, Func<ValueTask<object?>> call)
    {
        var account = actor.AccountId ?? throw new ForbiddenException();
        var fingerprint = await FingerprintAsync(http.Request, http.RequestAborted);
        if (!calls.TryBegin(account, key))
            return InProgress(http);

        try
        {
            var (answer, failure) = await DoAsync(http, account, key, fingerprint, call);
            return failure is null ? answer! : await KeepRefusalAsync(http, account, key, fingerprint, failure);
        }
        finally
        {
            calls.End(account, key);
        }
    }

    /// <summary>Deletes the answers that are older than their life; how many.</summary>
    public async Task<int> SweepAsync(CancellationToken ct)
    {
        var dead = time.Now() - KeptAnswer.Life;
        await using var write = await db.BeginWriteAsync(ct);
        var swept = await db.KeptAnswers.Where(a => a.KeptAt <= dead).ExecuteDeleteAsync(ct);
        await write.CommitAsync(ct);
        return swept;
    }

    /// <summary>Number of the lock that keeps other nodes from doing the same call at the same time.</summary>
    public static long LockOf(Guid account, string key) => BitConverter.ToInt64(SHA256.HashData(Encoding.UTF8.GetBytes($"{account} {key}")));

    private async Task<(IResult? Answer, Exception? Failure)> DoAsync(HttpContext http, Guid account, string key, string fingerprint, Func<ValueTask<object?>> call)
    {
        var ct = http.RequestAborted;
        await using var write = await db.BeginWriteAsync(ct);
        if (!await db.TryLockAsync(LockOf(account, key), ct))
            return (InProgress(http), null);

        if (await FindAsync(account, key, ct) is { } kept)
            return (Again(kept, fingerprint), null);

        try
        {
            var answer = await TakeAsync(http, await call(), account, key, fingerprint);
            if (answer.Status is >= 200 and < 300)
            {
                db.KeptAnswers.Add(answer);
                await db.SaveChangesAsync(ct);
                await write.CommitAsync(ct);
            }

            return (new AnswerResult(answer), null);
        }
        catch (Exception e) when (e is RefusedException or StaleException or DbUpdateConcurrencyException)
        {
            return (null, e);
        }
    }

    /// <summary>A refusal changed nothing; it is kept by itself, so that the same call is answered alike for as long as its key is.</summary>
    private async Task<IResult> KeepRefusalAsync(HttpContext http, Guid account, string key, string fingerprint, Exception failure)
    {
        var ct = http.RequestAborted;
        db.ChangeTracker.Clear();
        var answer = await TakeAsync(http, ApiFailures.AnswerTo(failure, texts), account, key, fingerprint);
        await using var write = await db.BeginWriteAsync(ct);
        if (!await db.TryLockAsync(LockOf(account, key), ct))
            return InProgress(http);

        if (await FindAsync(account, key, ct) is { } kept)
            return Again(kept, fingerprint);

        db.KeptAnswers.Add(answer);
        await db.SaveChangesAsync(ct);
        await write.CommitAsync(ct);
        return new AnswerResult(answer);
    }

    /// <summary>The answer that is kept and still lives; one that no longer does makes way.</summary>
    private async Task<KeptAnswer?> FindAsync(Guid account, string key, CancellationToken ct)
    {
        var dead = time.Now() - KeptAnswer.Life;
        await db.KeptAnswers.Where(a => a.AccountId == account && a.IdempotencyKey == key && a.KeptAt <= dead).ExecuteDeleteAsync(ct);
        return await db.KeptAnswers.AsNoTracking().SingleOrDefaultAsync(a => a.AccountId == account && a.IdempotencyKey == key, ct);
    }

    /// <summary>Writes the answer into memory: it leaves after the change and itself are durable.</summary>
    private async Task<KeptAnswer> TakeAsync(HttpContext http, object? result, Guid account, string key, string fingerprint)
    {
        var (response, outer) = (http.Response, http.Response.Body);
        using var buffer = new MemoryStream();
        response.Body = buffer;
        try
        {
            await ((IResult)result!).ExecuteAsync(http);
            await response.BodyWriter.FlushAsync(http.RequestAborted);
        }
        finally
        {
            response.Body = outer;
        }

        return new(account, key, fingerprint, response.StatusCode, response.ContentType, response.Headers.Location, buffer.ToArray(), time.Now());
    }

    private static async Task<string> FingerprintAsync(HttpRequest request, CancellationToken ct)
    {
        request.Body.Position = 0;
        var body = Convert.ToHexStringLower(await SHA256.HashDataAsync(request.Body, ct));
        request.Body.Position = 0;
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{request.Method} {request.Path}{request.QueryString} {body}")));
    }

    private static IResult Again(KeptAnswer kept, string fingerprint) => kept.Fingerprint == fingerprint
        ? new AnswerResult(kept)
        : Results.Problem(statusCode: StatusCodes.Status422UnprocessableEntity, type: "urn:acquis:idempotency-key-reused");

    private static IResult InProgress(HttpContext http)
    {
        http.Response.Headers.RetryAfter = "1";
        return Results.Problem(statusCode: StatusCodes.Status409Conflict, type: "urn:acquis:idempotency-in-progress");
    }

    private sealed class AnswerResult(KeptAnswer answer) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            var response = httpContext.Response;
            (response.StatusCode, response.ContentType) = (answer.Status, answer.ContentType);
            if (answer.Location is not null)
                response.Headers.Location = answer.Location;

            if (answer.Body.Length > 0)
                await response.Body.WriteAsync(answer.Body, httpContext.RequestAborted);
        }
    }
}
