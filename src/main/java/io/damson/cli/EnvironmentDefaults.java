package io.damson.cli;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Every option can be given by the environment: {@code --base-path} as {@code DAMSON_BASE_PATH}. The command line wins;
 * an empty variable gives nothing, as in files of Docker Compose.
 */
final class EnvironmentDefaults implements IDefaultValueProvider {
    @Override
    public @Nullable String defaultValue(ArgSpec argument) {
        if (!(argument instanceof OptionSpec option) || option.usageHelp() || option.versionHelp()) {
            return null;
        }
        String name = option.longestName().replaceFirst("^-+", "").replace('-', '_');
        String value = System.getenv("DAMSON_" + name.toUpperCase(Locale.ROOT));
        return value == null || value.isEmpty() ? null : value;
    }
}
