package io.damson.verify.traffic;

import io.damson.verify.relation.Difference;
import io.damson.verify.relation.Row;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;

/** Whether an image that came is the one that was asked for. */
record ImageChecks(Look look, String reference, Row row) {
    /** Whether it is. */
    boolean check() {
        String came = row.reference();
        if (came.isEmpty()) {
            return false; // the schema says more about it
        }
        boolean isMeant = came.equals(reference);
        look.require(
                isMeant ? "GET-1" : relation(came),
                isMeant,
                "the image " + reference + ", or 404",
                "the image " + came + Difference.lookAlike(reference, came));
        return isMeant;
    }

    private String relation(String came) {
        if (nfc(came).equals(nfc(reference)) || reference.contains(";") || reference.contains("'")) {
            return "GET-8"; // Damson's reading
        }
        try {
            if (URLDecoder.decode(reference.replace("+", "%2B"), StandardCharsets.UTF_8)
                    .equals(came)) {
                return "GET-2";
            }
        } catch (IllegalArgumentException e) {
            // It is not encoded twice.
        }
        return "GET-4";
    }

    private static String nfc(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFC);
    }
}
