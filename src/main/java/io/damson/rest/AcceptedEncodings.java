package io.damson.rest;

import java.util.Locale;

/** Whether an {@code Accept-Encoding} accepts gzip (RFC 9110, section 12.5.3). Malformed members are ignored. */
final class AcceptedEncodings {
    private static final int UNSAID = -1;
    private static final int THOUSAND = 1_000;

    private int gzip = UNSAID;
    private int identity = UNSAID;
    private int others = UNSAID;

    private AcceptedEncodings() {}

    /** Whether gzip is accepted, and not less than no coding at all. */
    static boolean preferGzip(String field) {
        AcceptedEncodings accepted = new AcceptedEncodings();
        for (int start = 0; start <= field.length(); ) {
            int comma = field.indexOf(',', start);
            int end = comma < 0 ? field.length() : comma;
            accepted.member(field.substring(start, end));
            start = end + 1;
        }
        int gzip = accepted.gzip == UNSAID ? accepted.others : accepted.gzip;
        int identity = accepted.identity == UNSAID ? accepted.others : accepted.identity;
        return gzip > 0 && gzip >= identity;
    }

    private void member(String member) {
        int semicolon = member.indexOf(';');
        String coding = (semicolon < 0 ? member : member.substring(0, semicolon)).strip();
        int weight = semicolon < 0
                ? THOUSAND
                : weight(member.substring(semicolon + 1).strip());
        if (weight == UNSAID) {
            return;
        }
        switch (coding.toLowerCase(Locale.ROOT)) {
            case "gzip", "x-gzip" -> gzip = weight;
            case "identity" -> identity = weight;
            case "*" -> others = weight;
            default -> {
                // a coding that we have not
            }
        }
    }

    /** In thousandths (RFC 9110, section 12.4.2). */
    private static int weight(String parameter) {
        boolean isWeight = parameter.length() >= "q=0".length()
                && parameter.length() <= "q=0.000".length()
                && parameter.regionMatches(true, 0, "q=", 0, 2)
                && (parameter.length() == 3 || parameter.charAt(3) == '.');
        if (!isWeight) {
            return UNSAID;
        }
        int weight = 0;
        int digit = THOUSAND;
        for (int i = 2; i < parameter.length(); i++) {
            char c = parameter.charAt(i);
            if (i != 3) {
                if (c < '0' || c > '9') {
                    return UNSAID;
                }
                weight += (c - '0') * digit;
                digit /= 10;
            }
        }
        return weight <= THOUSAND ? weight : UNSAID;
    }
}
