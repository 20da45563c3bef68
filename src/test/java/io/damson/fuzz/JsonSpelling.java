package io.damson.fuzz;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/** JSON (RFC 8259) in one of the ways that it may be written: blanks, the order of members, and escapes follow the random numbers. */
public final class JsonSpelling {
    private final Random random;
    private final List<String> blanks;

    /** @param inOneLine whether no line ends between tokens */
    public JsonSpelling(Random random, boolean inOneLine) {
        this.random = random;
        this.blanks = inOneLine ? List.of("", "", "", " ", "\t") : List.of("", "", "", " ", "\n", "\r\n  ", "\t");
    }

    /** @param members names, and values that are JSON already */
    public String object(Map<String, String> members) {
        List<String> names = new ArrayList<>(members.keySet());
        Collections.shuffle(names, random);
        return list(
                "{",
                names.stream()
                        .map(name -> string(name) + blank() + ":" + blank() + members.get(name))
                        .toList(),
                "}");
    }

    /** @param values JSON already */
    public String array(List<String> values) {
        return list("[", values, "]");
    }

    private String list(String open, List<String> items, String close) {
        StringBuilder text = new StringBuilder(open).append(blank());
        for (int i = 0; i < items.size(); i++) {
            text.append(i == 0 ? "" : "," + blank()).append(items.get(i)).append(blank());
        }
        return text.append(close).toString();
    }

    /** @param value of UTF-16 units; a half of a pair is escaped, since UTF-8 has none */
    public String string(String value) {
        StringBuilder text = new StringBuilder("\"");
        for (int i = 0; i < value.length(); i++) {
            boolean pair = Character.isHighSurrogate(value.charAt(i))
                    && i + 1 < value.length()
                    && Character.isLowSurrogate(value.charAt(i + 1));
            if (pair && random.nextInt(3) != 0) {
                text.append(value, i, i + 2);
                i++;
            } else {
                character(value.charAt(i), text);
            }
        }
        return text.append('"').toString();
    }

    private void character(char c, StringBuilder text) {
        int named = "\"\\/\b\f\n\r\t".indexOf(c);
        if (named >= 0 && random.nextInt(4) != 0) {
            text.append(c == '/' ? "/" : "\\" + "\"\\/bfnrt".charAt(named));
        } else if (c < ' ' || named == 0 || named == 1 || Character.isSurrogate(c) || random.nextInt(12) == 0) {
            String digits = "%04x".formatted((int) c);
            text.append("\\u").append(random.nextBoolean() ? digits : digits.toUpperCase(Locale.ROOT));
        } else {
            text.append(c);
        }
    }

    private String blank() {
        return blanks.get(random.nextInt(blanks.size()));
    }
}
