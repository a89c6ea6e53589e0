using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding.Metadata;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Acquis.Infrastructure;

/// <summary>What a form says of a field that is empty or cannot be read, in the language of the request.</summary>
public sealed class FormMessages : IValidationMetadataProvider
{
    /// <summary>Said of a required field that is empty.</summary>
    public static string Required => Texts.All["form.required"];

    /// <summary>Puts the words in place of the framework's English ones.</summary>
    public static void Configure(MvcOptions options)
    {
        options.ModelMetadataDetailsProviders.Add(new FormMessages());
        var messages = options.ModelBindingMessageProvider;
        messages.SetValueMustNotBeNullAccessor(_ => Required);
        messages.SetMissingBindRequiredValueAccessor(_ => Required);
        messages.SetMissingKeyOrValueAccessor(() => Required);
        messages.SetAttemptedValueIsInvalidAccessor((value, _) => Unreadable(value));
        messages.SetNonPropertyAttemptedValueIsInvalidAccessor(Unreadable);
        messages.SetValueIsInvalidAccessor(Unreadable);
        messages.SetUnknownValueIsInvalidAccessor(_ => Unreadable(""));
        messages.SetNonPropertyUnknownValueIsInvalidAccessor(() => Unreadable(""));
        messages.SetValueMustBeANumberAccessor(_ => Texts.All["form.number"]);
        messages.SetNonPropertyValueMustBeANumberAccessor(() => Texts.All["form.number"]);
    }

    /// <inheritdoc />
    public void CreateValidationMetadata(ValidationMetadataProviderContext context)
    {
        foreach (var required in context.ValidationMetadata.ValidatorMetadata.OfType<RequiredAttribute>().Where(r => r.ErrorMessage is null))
        {
            required.ErrorMessageResourceType = typeof(FormMessages);
            required.ErrorMessageResourceName = nameof(Required);
        }
    }

    private static string Unreadable(string value) => Texts.All["form.unreadable", ("value", value)];
}

/// <summary>Answers of pages.</summary>
public static class PageAnswers
{
    /// <summary>The page again, with what is wrong in its form: 422.</summary>
    public static PageResult Unprocessable(this PageModel page)
    {
        var result = page.Page();
        result.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return result;
    }
}
