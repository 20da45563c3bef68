package io.damson.dataset;

/**
 * What separates the fields of a file.
 *
 * @param separator a comma, a semicolon or a tab, unless the file says another with {@code sep=}
 * @param isSaid whether the file's first line is {@code sep=} and the separator, as Excel has it, and not the header
 */
record CsvDialect(char separator, boolean isSaid) {
    private static final String SAID = "sep=";
    private static final char[] USUAL = {',', ';', '\t'};

    /** Told from the first line: names of members hold none of the separators, so that the most frequent is the one. */
    static CsvDialect of(String start) {
        String first = start.lines().findFirst().orElse("");
        String said = first.startsWith("\"") ? first.substring(1) : first;
        if (said.regionMatches(true, 0, SAID, 0, SAID.length()) && said.length() > SAID.length()) {
            return new CsvDialect(said.charAt(SAID.length()), true);
        }
        char separator = USUAL[0];
        for (char candidate : USUAL) {
            if (count(first, candidate) > count(first, separator)) {
                separator = candidate;
            }
        }
        return new CsvDialect(separator, false);
    }

    private static long count(String line, char character) {
        return line.chars().filter(c -> c == character).count();
    }
}
