using System.Text.Json;
using Acquis.Domain;
using Microsoft.AspNetCore.Identity;

namespace Acquis.Features.Accounts;

/// <summary>
/// Refuses passwords that are soon guessed: zxcvbn's score (0 to 4) must be 3 or more, with the name and address of the account among the words that
/// somebody would try first.
/// </summary>
public sealed class PasswordStrength : IPasswordValidator<Account>
{
    /// <summary>Least score accepted: months of guessing at ten thousand tries a second.</summary>
    public const int LeastScore = 3;

    /// <summary>Longest password, and the part of it that is looked at: zxcvbn's time grows with the cube of the length.</summary>
    public const int MaxLength = 128;

    private const int LookedAt = 64;

    /// <inheritdoc />
    public Task<IdentityResult> ValidateAsync(UserManager<Account> manager, Account user, string? password) =>
        Task.FromResult(WhyNot(password ?? "", user) is { } refusal
            ? IdentityResult.Failed(new IdentityError { Code = refusal.Code, Description = JsonSerializer.Serialize(refusal.Args) })
            : IdentityResult.Success);

    /// <summary>Why the password is refused, or null.</summary>
    public static Refusal? WhyNot(string password, Account user)
    {
        if (password.Length > MaxLength)
            return Refusal.Of("account.password-too-long");

        string[] own = [.. $"{user.DisplayName} {user.Email} acquis".Split([' ', '@', '.', '-', '_'], StringSplitOptions.RemoveEmptyEntries), user.Email ?? ""];
        var result = Zxcvbn.Zxcvbn.MatchPassword(password.Length > LookedAt ? password[..LookedAt] : password, own);
        return result.Score >= LeastScore ? null : Refusal.Of(result.MatchSequence.Select(CodeOf).FirstOrDefault(c => c is not null) ?? "account.password-weak");
    }

    private static string? CodeOf(Zxcvbn.Match match) => match switch
    {
        Zxcvbn.Matcher.DictionaryMatch { DictionaryName: "user_inputs" } => "account.password-has-own-name",
        { Pattern: "dictionary" } => "account.password-common-word",
        { Pattern: "spatial" } => "account.password-keyboard-row",
        { Pattern: "repeat" } => "account.password-repeats",
        { Pattern: "sequence" } => "account.password-sequence",
        { Pattern: "date" or "year" or "digits" } => "account.password-date",
        _ => null,
    };
}
