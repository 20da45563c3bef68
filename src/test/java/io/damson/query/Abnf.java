package io.damson.query;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A grammar in ABNF (RFC 5234, RFC 7405) that tells whether it derives a text, by trying all ways, and derives texts at random. */
final class Abnf {
    private static final Pattern TOKEN = Pattern.compile(
            "\\s*(%s\"[^\"]*\"|\"[^\"]*\"|%x[0-9A-F]+(?:-[0-9A-F]+)?|[0-9]*\\*[0-9]*|[0-9]+|[A-Za-z][\\w-]*|[/()\\[\\]])");
    private static final int MANY = 4;

    /** What a rule is made of. */
    private sealed interface Node {}

    private record Choice(List<Node> options) implements Node {}

    private record Sequence(List<Node> parts) implements Node {}

    private record Repeat(int least, int most, Node node) implements Node {}

    private record Text(String text, boolean caseSensitive) implements Node {}

    private record Range(int first, int last) implements Node {}

    private record Rule(String name) implements Node {}

    private final Map<String, Node> rules = new HashMap<>();

    /** Reads the grammar from a resource beside this class. */
    static Abnf load(String resource) {
        try (InputStream in = Abnf.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalArgumentException("no " + resource);
            }
            return new Abnf(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Abnf(String grammar) {
        String plain = grammar.replaceAll("(?m)(?<!\");.*$", "").replaceAll("\\n\\s+", " ");
        for (String line : plain.split("\\n", -1)) {
            if (!line.isBlank()) {
                String[] sides = line.split("=", 2);
                rules.put(sides[0].strip(), new Reader(sides[1]).choice());
            }
        }
    }

    private Node rule(String name) {
        return Objects.requireNonNull(rules.get(name), name);
    }

    /** Whether the rule derives exactly this text. */
    boolean derives(String rule, String text) {
        return new Recognition(text).ends(new Rule(rule), 0).get(text.length());
    }

    /** A text that the rule derives; the same for the same random numbers. */
    String derive(String rule, Random random, int depth) {
        StringBuilder text = new StringBuilder();
        derive(new Rule(rule), random, depth, text);
        return text.toString();
    }

    private void derive(Node node, Random random, int depth, StringBuilder text) {
        if (node instanceof Choice choice) {
            // Deep down the first option is taken, which in our grammars is the one that ends.
            int option = depth <= 0 ? 0 : random.nextInt(choice.options().size());
            derive(choice.options().get(option), random, depth, text);
        } else if (node instanceof Sequence sequence) {
            sequence.parts().forEach(part -> derive(part, random, depth, text));
        } else if (node instanceof Repeat repeat) {
            int more = depth <= 0 ? 0 : random.nextInt(Math.min(MANY, repeat.most() - repeat.least()) + 1);
            for (int i = 0; i < repeat.least() + Math.min(more, random.nextInt(MANY)); i++) {
                derive(repeat.node(), random, depth, text);
            }
        } else if (node instanceof Text literal) {
            for (char c : literal.text().toCharArray()) {
                boolean upper = !literal.caseSensitive() && random.nextInt(12) == 0;
                text.append(upper ? Character.toUpperCase(c) : c);
            }
        } else if (node instanceof Range range) {
            text.append((char) (range.first() + random.nextInt(range.last() - range.first() + 1)));
        } else if (node instanceof Rule rule) {
            derive(rule(rule.name()), random, depth - 1, text);
        }
    }

    /** All ends of all derivations from all positions, each found once. */
    private final class Recognition {
        private final String text;
        private final Map<String, BitSet[]> known = new HashMap<>();

        Recognition(String text) {
            this.text = text;
        }

        BitSet ends(Node node, int start) {
            BitSet ends = new BitSet();
            addEnds(node, start, ends);
            return ends;
        }

        private void addEnds(Node node, int start, BitSet ends) {
            if (node instanceof Choice choice) {
                for (Node option : choice.options()) {
                    addEnds(option, start, ends);
                }
            } else if (node instanceof Sequence sequence) {
                BitSet reached = new BitSet();
                reached.set(start);
                for (Node part : sequence.parts()) {
                    reached = step(part, reached);
                }
                ends.or(reached);
            } else if (node instanceof Repeat repeat) {
                BitSet reached = new BitSet();
                reached.set(start);
                for (int times = 0; times <= repeat.most() && !reached.isEmpty(); times++) {
                    if (times >= repeat.least()) {
                        ends.or(reached);
                    }
                    reached = step(repeat.node(), reached);
                }
            } else if (node instanceof Text literal) {
                String wanted = literal.text();
                if (text.regionMatches(!literal.caseSensitive(), start, wanted, 0, wanted.length())) {
                    ends.set(start + wanted.length());
                }
            } else if (node instanceof Range range) {
                if (start < text.length()
                        && text.charAt(start) >= range.first()
                        && text.charAt(start) <= range.last()) {
                    ends.set(start + 1);
                }
            } else if (node instanceof Rule rule) {
                BitSet[] byStart = known.computeIfAbsent(rule.name(), name -> new BitSet[text.length() + 1]);
                if (byStart[start] == null) {
                    byStart[start] = ends(rule(rule.name()), start);
                }
                ends.or(byStart[start]);
            }
        }

        private BitSet step(Node node, BitSet starts) {
            BitSet next = new BitSet();
            for (int start = starts.nextSetBit(0); start >= 0; start = starts.nextSetBit(start + 1)) {
                addEnds(node, start, next);
            }
            return next;
        }
    }

    /** The right side of a rule. */
    private static final class Reader {
        private final List<String> tokens = new ArrayList<>();
        private int position;

        Reader(String text) {
            Matcher matcher = TOKEN.matcher(text.strip());
            int end = 0;
            while (matcher.find() && matcher.start() == end) {
                tokens.add(matcher.group(1));
                end = matcher.end();
            }
            if (end != text.strip().length()) {
                throw new IllegalArgumentException(text);
            }
        }

        Node choice() {
            List<Node> options = new ArrayList<>(List.of(sequence()));
            while (position < tokens.size() && tokens.get(position).equals("/")) {
                position++;
                options.add(sequence());
            }
            return options.size() == 1 ? options.get(0) : new Choice(options);
        }

        private Node sequence() {
            List<Node> parts = new ArrayList<>();
            while (position < tokens.size() && !"/)]".contains(tokens.get(position))) {
                parts.add(repetition());
            }
            return parts.size() == 1 ? parts.get(0) : new Sequence(parts);
        }

        private Node repetition() {
            String token = tokens.get(position);
            if (!token.matches("[0-9]*\\*?[0-9]*")) {
                return element();
            }
            position++;
            String[] bounds = token.contains("*") ? token.split("\\*", -1) : new String[] {token, token};
            int least = bounds[0].isEmpty() ? 0 : Integer.parseInt(bounds[0]);
            int most = bounds[1].isEmpty() ? Integer.MAX_VALUE : Integer.parseInt(bounds[1]);
            return new Repeat(least, most, element());
        }

        private Node element() {
            String token = tokens.get(position++);
            if (token.equals("(") || token.equals("[")) {
                Node inner = choice();
                position++;
                return token.equals("(") ? inner : new Repeat(0, 1, inner);
            }
            if (token.startsWith("%x")) {
                String[] ends = token.substring(2).split("-", -1);
                return new Range(Integer.parseInt(ends[0], 16), Integer.parseInt(ends[ends.length - 1], 16));
            }
            if (token.endsWith("\"")) {
                boolean caseSensitive = token.startsWith("%s");
                String text = token.substring(token.indexOf('"') + 1, token.length() - 1);
                return new Text(caseSensitive ? text : text.toLowerCase(Locale.ROOT), caseSensitive);
            }
            return new Rule(token);
        }
    }
}
