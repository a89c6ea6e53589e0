using System.Text.Json;
using System.Text.Json.Serialization;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Frameworks;
using Acquis.Domain.Journal;
using Acquis.Domain.Progress;
using Acquis.Features.Candidacies.Import;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Acquis.Data;

/// <summary>How values stand in the database, the same on both: ids as UUIDs, instants in UTC, enumerations by name, small values as JSON.</summary>
public static class Conversions
{
    /// <summary>JSON of payloads and of columns: camel case, enumerations by name, ids as text.</summary>
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase), new IdJsonConverterFactory() },
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Cuts to microseconds, which both databases keep (PostgreSQL's precision).</summary>
    public static DateTimeOffset ToMicroseconds(this DateTimeOffset instant) =>
        new(instant.UtcTicks - (instant.UtcTicks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);

    /// <summary>The time of the clock, UTC, cut to microseconds.</summary>
    public static DateTimeOffset Now(this TimeProvider time) => time.GetUtcNow().ToMicroseconds();

    /// <summary>Maps every property of that type to a JSON column.</summary>
    public static void HasJson<T>(this ModelConfigurationBuilder configuration)
        where T : class =>
        configuration.Properties<T>().HaveConversion<JsonValueConverter<T>, JsonValueComparer<T>>();

    internal static void Apply(ModelConfigurationBuilder configuration)
    {
        foreach (var owner in typeof(Fact).Assembly.GetTypes().Concat(typeof(AcquisDb).Assembly.GetTypes()).Where(t => t is { IsClass: true, IsGenericType: false }))
        {
            configuration.Properties(typeof(Id<>).MakeGenericType(owner)).HaveConversion(typeof(IdValueConverter<>).MakeGenericType(owner));
        }

        configuration.Properties<DateTimeOffset>().HaveConversion<InstantConverter>();
        configuration.Properties<Enum>().HaveConversion<string>().HaveMaxLength(40);
        configuration.HasJson<Bilingual>();
        configuration.HasJson<Registration>();
        configuration.HasJson<IReadOnlyList<string>>();
        configuration.HasJson<IReadOnlyList<TrainingModule>>();
        configuration.HasJson<IReadOnlyList<CriterionObservation>>();
        configuration.HasJson<GridContent>();
        configuration.Properties<Actor>().HaveConversion<ActorConverter>().HaveMaxLength(80);
        configuration.HasJson<IReadOnlyList<Signatory>>();
        configuration.HasJson<MailServer>();
        configuration.HasJson<IReadOnlyList<Id<Domain.Candidacies.Candidacy>>>();
        configuration.HasJson<IReadOnlyList<Id<Domain.Diplomas.Diploma>>>();
        configuration.HasJson<IReadOnlyList<Domain.Diplomas.Duplicate>>();
        configuration.HasJson<Domain.Diplomas.AskedRevocation>();
        configuration.HasJson<Domain.Diplomas.LayoutTerms>();
        configuration.HasJson<IReadOnlyList<Id<Cohort>>>();
        configuration.HasJson<IReadOnlyList<Id<Certification>>>();
        configuration.HasJson<IReadOnlyList<Id<Domain.Juries.Site>>>();
        configuration.HasJson<IReadOnlyList<Id<Domain.Juries.Room>>>();
        configuration.HasJson<IReadOnlyList<Domain.Juries.Mandate>>();
        configuration.HasJson<IReadOnlyList<Domain.Juries.RoomClosure>>();
        configuration.HasJson<IReadOnlyList<Domain.Juries.SeasonHalfDay>>();
        configuration.HasJson<IReadOnlyList<Domain.Juries.HalfDayAnswer>>();
        configuration.HasJson<IReadOnlyList<Domain.Juries.CandidateNeeds>>();
        configuration.HasJson<IReadOnlyList<Domain.Juries.Hold>>();
        configuration.HasJson<IReadOnlyList<Domain.Decisions.TieAnswer>>();
        configuration.HasJson<IReadOnlyList<int>>();
        configuration.HasJson<Domain.Juries.SummonsTerms>();
        configuration.HasJson<IReadOnlyList<Infrastructure.Mail.MailAttachment>>();
        configuration.HasJson<Domain.Juries.DefenceFormat>();
        configuration.HasJson<Domain.Juries.JuryRule>();
        configuration.HasJson<LevelImportPlan>();
        configuration.HasJson<IReadOnlyList<ReadRow>>();
        configuration.HasJson<RowContent>();
        configuration.HasJson<IReadOnlyList<RowProblem>>();
        configuration.HasJson<IReadOnlyList<Alike>>();
    }
}

/// <summary>An <see cref="Id{T}"/> as a UUID.</summary>
public sealed class IdValueConverter<T>() : ValueConverter<Id<T>, Guid>(id => id.Value, value => new(value));

/// <summary>An instant as a UTC date and time, so that it compares and sorts on SQLite too.</summary>
public sealed class InstantConverter() : ValueConverter<DateTimeOffset, DateTime>(
    instant => instant.UtcDateTime, value => new(DateTime.SpecifyKind(value, DateTimeKind.Utc), TimeSpan.Zero));

/// <summary>Who did something, as its text.</summary>
public sealed class ActorConverter() : ValueConverter<Actor, string>(actor => actor.ToString(), text => Actor.Parse(text));

/// <summary>A small value as JSON text.</summary>
public sealed class JsonValueConverter<T>() : ValueConverter<T, string>(
    value => JsonSerializer.Serialize(value, Conversions.Json), text => JsonSerializer.Deserialize<T>(text, Conversions.Json)!)
    where T : class;

/// <summary>Compares small values by their JSON. They are never changed in place, so that the same one is equal to itself without being written.</summary>
public sealed class JsonValueComparer<T>() : ValueComparer<T>(
    (a, b) => ReferenceEquals(a, b) || JsonSerializer.Serialize(a, Conversions.Json) == JsonSerializer.Serialize(b, Conversions.Json),
    value => JsonSerializer.Serialize(value, Conversions.Json).GetHashCode(StringComparison.Ordinal),
    value => value)
    where T : class;

/// <summary>Writes an <see cref="Id{T}"/> as its UUID.</summary>
public sealed class IdJsonConverterFactory : JsonConverterFactory
{
    /// <inheritdoc />
    public override bool CanConvert(Type typeToConvert) => typeToConvert.IsGenericType && typeToConvert.GetGenericTypeDefinition() == typeof(Id<>);

    /// <inheritdoc />
    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(IdJsonConverter<>).MakeGenericType(typeToConvert.GetGenericArguments()))!;

    private sealed class IdJsonConverter<T> : JsonConverter<Id<T>>
    {
        public override Id<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetGuid());

        public override void Write(Utf8JsonWriter writer, Id<T> value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
    }
}
