package io.damson.cli;

import java.util.List;
import java.util.Map;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** Help whose lines end at blanks alone: picocli's end behind a colon, a dot or a slash too, and so inside URLs and commands. */
final class UnbrokenHelp extends Help {
    private static final int INDENT = 2;

    UnbrokenHelp(CommandSpec command, ColorScheme colors) {
        super(command, colors);
    }

    private int width() {
        return commandSpec().usageMessage().width();
    }

    @Override
    public String description(Object... params) {
        return paragraphs(commandSpec().usageMessage().description(), params);
    }

    @Override
    public String footer(Object... params) {
        return paragraphs(commandSpec().usageMessage().footer(), params);
    }

    private String paragraphs(String[] paragraphs, Object... params) {
        Lines lines = new Lines(colorScheme(), new Column(width(), 0, Column.Overflow.WRAP));
        lines.indentWrappedLines = 0;
        for (String paragraph : paragraphs) {
            lines.addRowValues(String.format(paragraph, params));
        }
        return lines.toString();
    }

    @Override
    public String commandList(Map<String, Help> commands) {
        int names = INDENT
                + commands.keySet().stream().mapToInt(String::length).max().orElse(0);
        Lines lines = new Lines(
                colorScheme(),
                new Column(names, INDENT, Column.Overflow.SPAN),
                new Column(width() - names, INDENT, Column.Overflow.WRAP));
        commands.forEach((name, help) ->
                lines.addRowValues(name, firstLine(help.commandSpec().usageMessage())));
        return lines.toString();
    }

    /** That of picocli's own command is its header. */
    private static String firstLine(UsageMessageSpec message) {
        return message.header().length > 0 ? message.header()[0] : message.description()[0];
    }

    @Override
    public Layout createDefaultLayout(
            List<OptionSpec> options, List<PositionalParamSpec> positionals, ColorScheme colors) {
        Column[] columns = super.createDefaultLayout(options, positionals, colors)
                .textTable()
                .columns();
        return new Layout(
                colors, new Lines(colors, columns), createDefaultOptionRenderer(), createDefaultParameterRenderer());
    }

    /** A table whose last column has lines that end at blanks. */
    private static final class Lines extends TextTable {
        Lines(ColorScheme colors, Column... columns) {
            super(colors, columns);
        }

        @Override
        public Cell putValue(int firstRow, int column, Ansi.Text value) {
            Column of = columns()[column];
            if (of.overflow != Column.Overflow.WRAP) {
                return super.putValue(firstRow, column, value);
            }
            int row = firstRow;
            Ansi.Text rest = value;
            int room = of.width - of.indent;
            while (rest.plainString().length() > room) {
                String text = rest.plainString();
                int start = text.length() - text.stripLeading().length();
                int end = text.lastIndexOf(' ', room);
                if (end <= start) {
                    break; // a word that is longer than a line
                }
                super.putValue(row, column, rest.substring(0, end));
                addEmptyRow();
                row++;
                rest = Ansi.OFF.text(" ".repeat(indentWrappedLines)).concat(rest.substring(end + 1));
            }
            return super.putValue(row, column, rest);
        }
    }
}
