namespace Acquis.Timetabling.Solving;

/// <summary>Picks a jury for one event from those who are able, the cheapest first as far as the needs are met.</summary>
internal sealed class JuryPicker(Instance instance, Juries juries)
{
    // Rough prices of what is scarce, in points of cost; they only steer.
    private const double NeedBonus = 60;
    private const double WastedChair = 12;
    private const double WastedLanguage = 9;
    private const double OutsideChair = 20;
    private const double Locked = 1_000;

    /// <summary>A jury that may hear the event, or null.</summary>
    public (int[] Members, int Chair)? Pick(List<(int Juror, double Price)> able, int e)
    {
        var info = instance.Events[e];
        var type = instance.Types[info.Type];
        var chairs = able.Where(a => !info.NeedsChair || instance.Jurors[a.Juror].Chairs[info.Certification]).ToList();
        if (chairs.Count == 0 || able.Count < type.Size)
            return null;

        var chair = chairs.MinBy(a => a.Price - (instance.Jurors[a.Juror].Outside ? OutsideChair : 0) - (info.LockedJurors.Contains(a.Juror) ? Locked : 0)).Juror;
        var members = new List<int> { chair };
        while (members.Count < type.Size)
        {
            var (outside, left) = (Math.Max(0, info.Outside - members.Count(m => instance.Jurors[m].Outside)), type.Size - members.Count);
            var next = able.Where(a => !members.Contains(a.Juror) && (left > outside || instance.Jurors[a.Juror].Outside))
                .Select(a => (a.Juror, Price: a.Price + Waste(a.Juror, info) - Needs(members, a.Juror, info, type)))
                .DefaultIfEmpty((Juror: -1, Price: 0)).MinBy(a => a.Price).Juror;
            if (next < 0)
                return null;

            members.Add(next);
        }

        return juries.Serves(members, chair, e) ? ([.. members], chair) : null;
    }

    private double Waste(int j, EventInfo info)
    {
        var juror = instance.Jurors[j];
        var languages = 0;
        for (var l = 0; l < juror.Speaks.Length; l++)
            languages += juror.Speaks[l] && l != info.Language ? 1 : 0;

        return (Array.Exists(juror.Chairs, c => c) ? WastedChair : 0) + (languages * WastedLanguage);
    }

    private double Needs(List<int> members, int j, EventInfo info, TypeInfo type)
    {
        double covered = info.LockedJurors.Contains(j) ? Locked : 0;
        foreach (var competence in info.Competences)
        {
            if (instance.Jurors[j].Holds[competence] && members.Count(m => instance.Jurors[m].Holds[competence]) < type.Competent)
                covered += NeedBonus;
        }

        if (!info.AllSpeak && instance.Jurors[j].Speaks[info.Language] && members.Count(m => instance.Jurors[m].Speaks[info.Language]) < info.Speakers)
            covered += NeedBonus;

        if (instance.Jurors[j].Gender is { } gender && members.TrueForAll(m => instance.Jurors[m].Gender is { } other && other != gender))
            covered += instance.W.OneGender;

        return covered;
    }
}
