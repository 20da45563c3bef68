package io.damson.cli;

import io.damson.http.ForwardedFor;
import io.damson.tenant.TenantName;
import io.damson.verify.FailOn;
import io.damson.verify.exchange.Rate;
import io.damson.verify.relation.Level;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How the values of options are read; what cannot be read is said in the words of those who type, not in Java's. */
final class Converters {
    private static final String WHOLE = "a whole number, or too large";

    private Converters() {}

    static void register(CommandLine command) {
        command.registerConverter(TenantName.class, text -> {
                    try {
                        return new TenantName(text);
                    } catch (IllegalArgumentException e) {
                        throw new TypeConversionException(e.getMessage());
                    }
                })
                .registerConverter(Duration.class, new DurationConverter())
                .registerConverter(
                        Level.class,
                        of(text -> Level.valueOf(text.toUpperCase(Locale.ROOT)), "documented, odata or damson"))
                .registerConverter(
                        ImportCommand.OnError.class,
                        of(text -> ImportCommand.OnError.valueOf(text.toUpperCase(Locale.ROOT)), "stop or skip"))
                .registerConverter(
                        FailOn.class,
                        of(text -> FailOn.valueOf(text.toUpperCase(Locale.ROOT)), "failed, skipped or partly"))
                .registerConverter(
                        CompletionCommand.Shell.class,
                        of(text -> CompletionCommand.Shell.valueOf(text.toUpperCase(Locale.ROOT)), "bash or zsh"))
                .registerConverter(
                        LogOptions.Format.class,
                        of(text -> LogOptions.Format.valueOf(text.toUpperCase(Locale.ROOT)), "text or json"))
                .registerConverter(
                        ForwardedFor.class,
                        of(
                                text -> ForwardedFor.valueOf(
                                        text.toUpperCase(Locale.ROOT).replace('-', '_')),
                                "X-Forwarded-For or Forwarded"))
                .registerConverter(Rate.class, of(Rate::of, "a rate such as 50/10s: requests, a slash, and a time"))
                .registerConverter(URI.class, of(URI::create, "a URL like http://127.0.0.1:8080"))
                .registerConverter(int.class, of(text -> Integer.valueOf(digits(text)), WHOLE))
                .registerConverter(Integer.class, of(text -> Integer.valueOf(digits(text)), WHOLE))
                .registerConverter(Long.class, of(text -> Long.valueOf(digits(text)), WHOLE))
                .registerConverter(long.class, of(text -> Long.valueOf(digits(text)), WHOLE));
    }

    /** Java takes the digits of all scripts. */
    private static String digits(String text) {
        if (!text.matches("[+-]?[0-9]+")) {
            throw new NumberFormatException(text);
        }
        return text;
    }

    private static <T> ITypeConverter<T> of(Function<String, T> reading, String wanted) {
        return text -> {
            try {
                return reading.apply(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException("'" + text + "' is not " + wanted);
            }
        };
    }
}
