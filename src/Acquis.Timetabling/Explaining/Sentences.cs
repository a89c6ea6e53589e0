using Acquis.Timetabling.Solving;

namespace Acquis.Timetabling.Explaining;

/// <summary>Puts a conflict into words, in both languages: a timetable carries them with it.</summary>
internal static class Sentences
{
    private const char Joined = '\u00a0';
    private const int MostNamed = 3;

    public static TextPair Of(Instance instance, int e, bool alone, List<int> rules, List<Lift> lifts)
    {
        var (info, id) = (instance.Events[e], instance.Events[e].Id);
        var type = instance.Types[info.Type];
        var certification = instance.Certifications.First(c => c.Value == info.Certification).Key;
        var language = instance.Languages.First(l => l.Value == info.Language).Key;
        var competences = string.Join(", ", info.Competences.Select(c => instance.Competences.First(n => n.Value == c).Key));
        var centres = string.Join(", ", instance.Problem.Centres.Select(c => c.Id).Where((_, c) => info.Centres[c]));
        var features = info.Features.Count == 0 ? "" : string.Join(", ", info.Features.Order(StringComparer.Ordinal));
        var fr = new List<string>();
        var en = new List<string>();
        void Add(int rule, string french, string english)
        {
            if (rules.Contains(rule))
            {
                fr.Add(french);
                en.Add(english);
            }
        }

        Add(1, features.Length == 0 ? $"une salle ouverte à {centres}" : $"une salle ouverte à {centres} avec {features}",
            features.Length == 0 ? $"an open room at {centres}" : $"an open room at {centres} with {features}");
        Add(2, $"{info.Minutes} minutes libres dans une salle", $"{info.Minutes} free minutes in a room");
        Add(3, "un moment où le candidat est disponible", "a time when the candidate is available");
        Add(5, $"un président habilité pour {certification}", $"a chair for {certification}");
        Add(6, info.Outside == 1 ? "un professionnel extérieur" : $"{info.Outside} professionnels extérieurs",
            info.Outside == 1 ? "an outside professional" : $"{info.Outside} outside professionals");
        Add(7, type.Competent == 1 ? $"un membre compétent en {competences}" : $"{type.Competent} membres compétents en {competences}",
            type.Competent == 1 ? $"a member competent in {competences}" : $"{type.Competent} members competent in {competences}");
        var speakers = info.AllSpeak ? type.Size : info.Speakers;
        Add(8, speakers == 1 ? $"un membre qui parle «{Joined}{language}{Joined}»" : $"{speakers} membres qui parlent «{Joined}{language}{Joined}»",
            speakers == 1 ? $"a member who speaks “{language}”" : $"{speakers} members who speak “{language}”");
        Add(9, "des membres sans lien avec le candidat", "members without a tie to the candidate");
        Add(10, "des membres disponibles à ce moment", "members who are available then");
        Add(11, "des membres qui ne siègent pas déjà ailleurs", "members who do not sit elsewhere already");
        Add(12, "des membres du centre, qui ne siègent pas le même jour dans un autre", "members of the centre who sit in no other that day");
        Add(13, "des membres qui n’ont pas atteint leur limite", "members who have not reached their limit");
        Add(15, "le respect des verrous", "locks that hold");
        var (headFr, headEn) = alone
            ? ($"{id} n’a de place nulle part, quels que soient les autres passages", $"{id} has no place anywhere, whatever the other events")
            : ($"{id} n’a pas de place, les autres passages restant où ils sont", $"{id} has no place while the other events stay where they are");
        var needFr = fr.Count == 0 ? "." : $"{Joined}: il faudrait à la fois {string.Join(", ", fr)}.";
        var needEn = en.Count == 0 ? "." : $": it would need, together, {string.Join(", ", en)}.";
        var (liftFr, liftEn) = LiftWords(lifts);
        return new(headFr + needFr + liftFr, headEn + needEn + liftEn);
    }

    private static (string Fr, string En) LiftWords(List<Lift> lifts)
    {
        var fr = new List<string>();
        var en = new List<string>();
        foreach (var lift in lifts.Where(l => l.Kind != "rule").Take(MostNamed))
        {
            var (french, english) = lift.Kind switch
            {
                "juror-half-day" => ($"{lift.Juror} donnait {lift.HalfDay}", $"{lift.Juror} gave {lift.HalfDay}"),
                "conflict" => ($"le lien de {lift.Juror} avec le candidat ne comptait pas", $"the tie of {lift.Juror} with the candidate did not count"),
                "room-half-day" => ($"une salle de plus s’ouvrait pendant {lift.HalfDay}", $"one more room opened during {lift.HalfDay}"),
                _ => ($"le candidat pouvait venir pendant {lift.HalfDay}", $"the candidate could come during {lift.HalfDay}"),
            };
            fr.Add(french);
            en.Add(english);
        }

        return fr.Count == 0
            ? (" Aucun changement seul n’y suffirait, à part une règle levée.", " No single change would do, short of waiving a rule.")
            : ($" Il suffirait que{Joined}: {string.Join($"{Joined}; ou ", fr)}.", $" It would be enough if {string.Join("; or ", en)}.");
    }
}
