namespace Acquis.Domain.Juries;

/// <summary>Lieu d'examen: a place with rooms where juries sit. It may be a centre's house or one that is let for a season.</summary>
public sealed class Site
{
    /// <summary>Longest name, in characters.</summary>
    public const int NameMaxLength = 120;

    private Site()
    {
    }

    public Id<Site> Id { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>Street and number, as the summons names it; may be empty.</summary>
    public string Address { get; private set; } = "";

    public string City { get; private set; } = "";

    public int Version { get; private set; }

    /// <summary>Opens a site.</summary>
    /// <exception cref="RefusedException">See <see cref="WhyNot"/>.</exception>
    public static (Site Site, SiteOpened Fact) Open(Id<Site> id, string? name, string? address, string? city)
    {
        var site = new Site { Id = id };
        site.Take(name, address, city);
        return (site, new(id, site.Name, site.Address, site.City));
    }

    /// <summary>Changes what is known of it.</summary>
    /// <exception cref="RefusedException">See <see cref="WhyNot"/>.</exception>
    public SiteChanged Change(string? name, string? address, string? city)
    {
        Take(name, address, city);
        return new(Id, Name, Address, City);
    }

    /// <summary>Why a site cannot be named so: a name or a town is missing or too long.</summary>
    public static IEnumerable<Refusal> WhyNot(string? name, string? city)
    {
        if (string.IsNullOrWhiteSpace(name) || name.Length > NameMaxLength)
        {
            yield return Refusal.Of("site.name-missing", ("max", NameMaxLength));
        }

        if (string.IsNullOrWhiteSpace(city) || city.Length > NameMaxLength)
        {
            yield return Refusal.Of("site.city-missing", ("max", NameMaxLength));
        }
    }

    private void Take(string? name, string? address, string? city)
    {
        Refusal.ThrowIfAny(WhyNot(name, city));
        (Name, Address, City) = (name!.Trim(), address?.Trim() ?? "", city!.Trim());
    }
}

/// <summary>A site was opened.</summary>
public sealed record SiteOpened(Id<Site> Site, string Name, string Address, string City) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(Site)];
}

/// <summary>What is known of a site was changed.</summary>
public sealed record SiteChanged(Id<Site> Site, string Name, string Address, string City) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(Site)];
}
