using System.Net;

namespace Acquis.Bench;

/// <summary>Gives every request for a verification page an address of its own, as if each came from another stranger: all would otherwise share the limit of loopback.</summary>
internal sealed class Strangers : IStartupFilter
{
    private long met;

    /// <inheritdoc />
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use((context, then) =>
        {
            if (context.Request.Path.StartsWithSegments("/v", StringComparison.Ordinal))
                context.Connection.RemoteIpAddress = new IPAddress((0x0A00_0000 + Interlocked.Increment(ref met)) & 0xFFFF_FFFF);

            return then(context);
        });
        next(app);
    };
}
