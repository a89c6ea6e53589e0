using Acquis.Infrastructure.Mail;

namespace Acquis.Features.Messages;

/// <summary>Services of the outbox, of what sends it, and of the texts of messages.</summary>
public static class MessagesCapability
{
    public static void AddMessages(this IServiceCollection services)
    {
        services.AddScoped<MailWriter>();
        services.AddScoped<Outbox>();
        services.AddScoped<OutboxQueue>();
        services.AddScoped<OutboxService>();
        services.AddScoped<MailTextService>();
        services.AddScoped<MailPreview>();
        services.AddSingleton<MailSender>();
        services.AddHostedService(provider => provider.GetRequiredService<MailSender>());
    }
}
