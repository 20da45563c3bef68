package io.damson.conformance;

import io.damson.dataset.ImageMembers;
import io.damson.dataset.OddImages;
import io.damson.fuzz.JsonSpelling;
import io.damson.image.DateTimes;
import io.damson.image.Image;
import io.damson.query.FilterText;
import io.damson.verify.shape.Percent;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** Requests to the control API, right and wrong ones. The same for the same random numbers. */
final class ControlWriter {
    /** A value of a member: as it is written, and as it is shown afterwards, both JSON. */
    private record Value(String written, String shown) {}

    /**
     * What a member of a fault may be.
     *
     * @param right values that are taken
     * @param wrong JSON for which the fault is refused
     */
    private record Member(String name, List<Value> right, List<String> wrong) {}

    private static final String LONG_DETAIL = "\"" + "x".repeat(1_000) + "\"";
    private static final List<String> NO_INTEGERS = List.of(
            "1.5",
            "\"1\"",
            "true",
            "[]",
            "[1]",
            "{}",
            "2147483648",
            "-2147483649",
            "4294967797",
            "99999999999999999999",
            "1e999",
            "\"\"");

    private static final Member STATUS = new Member(
            "status", same("400", "404", "499", "500", "503", "599"), List.of("399", "600", "0", "-503", "200"));
    private static final Member FAULT = new Member(
            "fault",
            same(
                    "\"CONNECTION_RESET_BY_PEER\"",
                    "\"EMPTY_RESPONSE\"",
                    "\"MALFORMED_RESPONSE_CHUNK\"",
                    "\"RANDOM_DATA_THEN_CLOSE\""),
            List.of("\"EMPTY\"", "\"empty_response\"", "\"\"", "0", "true", "[]"));
    private static final Member DELAY = new Member(
            "delay",
            List.of(
                    new Value("\"800ms\"", "\"800ms\""),
                    new Value("800", "\"800ms\""),
                    new Value("1", "\"1ms\""),
                    new Value("1000", "\"1s\""),
                    new Value("\"PT1S\"", "\"1s\""),
                    new Value("\"pt0.5s\"", "\"500ms\""),
                    new Value("\"0.5S\"", "\"500ms\""),
                    new Value("\"1m\"", "\"1m\""),
                    new Value("60000", "\"1m\""),
                    new Value("\"0s\"", "null"),
                    new Value("0", "null")),
            List.of(
                    "60001",
                    "\"61s\"",
                    "\"1m1ms\"",
                    "-1",
                    "\"-1s\"",
                    "\"soon\"",
                    "1.5",
                    "true",
                    "[]",
                    "{}",
                    "\"\"",
                    "\"1 s\"",
                    "\"5\"",
                    "1e3"));
    private static final List<Member> MORE = List.of(
            new Member("on", same("\"api\"", "\"media\""), List.of("\"API\"", "\"\"", "0", "\"all\"")),
            new Member(
                    "method",
                    List.of(
                            new Value("\"get\"", "\"GET\""),
                            new Value("\"DELETE\"", "\"DELETE\""),
                            new Value("\"pAtCh\"", "\"PATCH\""),
                            new Value("\"any\"", "null"),
                            new Value("\"ANY\"", "null")),
                    List.of("\"BREW\"", "\"\"", "\"GET \"", "[\"GET\"]", "{}")),
            new Member(
                    "reference",
                    same("\"a.jpg\"", "\" \"", "\"\u00E9\"", "\"\uD83D\uDE00\"", "\"a/b\""),
                    List.of("\"\"", "\"a\\nb\"", "\"\\ud800\"", "\"\\u0085\"", "\"" + "a".repeat(256) + "\"", "[]")),
            new Member(
                    "query",
                    same("\"$skip=100\"", "\"a=b&c=\"", "\"%24top=1\"", "\"a=b=c\""),
                    List.of("\"a\"", "\"\"", "\"=1\"", "\"&a=b\"", "\"a=b&\"", "[]", "\"a=" + "b".repeat(999) + "\"")),
            new Member(
                    "after",
                    List.of(new Value("0", "null"), new Value("1", "1"), new Value("2147483647", "2147483647")),
                    List.of("-1", "-2147483648")),
            new Member("times", same("1", "2", "2147483647"), List.of("0", "-1", "-2147483648")),
            new Member(
                    "probability",
                    List.of(
                            new Value("0", "0.0"),
                            new Value("1", "1.0"),
                            new Value("0.5", "0.5"),
                            new Value("5e-1", "0.5"),
                            new Value("1E0", "1.0"),
                            new Value("0.0010", "0.001")),
                    List.of("-0.1", "1.1", "2", "1e999", "-1e-9", "1.0000000000000002", "true", "\"\"", "[]", "{}")),
            new Member(
                    "timeToLive",
                    List.of(
                            new Value("\"1m\"", "\"1m\""),
                            new Value("\"24h\"", "\"24h\""),
                            new Value("86400000", "\"24h\""),
                            new Value("\"1h1m1s\"", "\"1h1m1s\"")),
                    List.of("86400001", "\"25h\"", "-1", "\"-1m\"", "true", "{}", "\"\"", "\"x\"")));
    private static final Set<String> INTEGERS = Set.of("status", "after", "times");
    private static final Set<String> URLS =
            Set.of("originalUrl", "thumbnailUrl", "thumbnailMediumUrl", "thumbnailPreviewUrl");
    private static final List<String> MOMENTS = List.of(
            "0001-01-01T00:00:00",
            "1970-01-01T00:00:00",
            "2024-02-29T23:59:59",
            "2024-03-31T02:30:00",
            "9999-12-31T23:59:58");
    private static final List<String> NO_MOMENTS = List.of(
            "\"2024-02-30T00:00:00\"",
            "\"2023-02-29T00:00:00\"",
            "\"2024-13-01T00:00:00\"",
            "\"2024-01-01T25:00:00\"",
            "\"0000-12-31T23:59:59\"",
            "\"+10000-01-01T00:00:00\"",
            "\"-0001-01-01T00:00:00\"",
            "\"\"",
            "\" \"",
            "0",
            "[2024,1,1,0,0]",
            "{}",
            "true",
            "\"now\"");

    /** Above the ids of all images that the mock has. */
    private static final long ID = 900_001;

    private final Random random;
    private final JsonSpelling spelling;

    ControlWriter(Random random) {
        this.random = random;
        this.spelling = new JsonSpelling(random, false);
    }

    private static List<Value> same(String... values) {
        return List.of(values).stream().map(value -> new Value(value, value)).toList();
    }

    WrittenControl request() {
        return switch (random.nextInt(5)) {
            case 0, 1 -> image();
            case 2 -> clock();
            default -> fault();
        };
    }

    private WrittenControl fault() {
        Map<String, String> members = new LinkedHashMap<>();
        Map<String, String> shown = new HashMap<>();
        int kind = random.nextInt(5);
        if (kind < 2) {
            put(STATUS, members, shown);
            if (random.nextInt(3) == 0) {
                put(new Member("detail", same("\"x\"", "\" \"", "\"\u00E9\"", LONG_DETAIL), List.of()), members, shown);
            }
        } else if (kind == 2) {
            put(FAULT, members, shown);
        }
        if (kind > 2 || random.nextInt(3) == 0) {
            put(DELAY, members, shown);
        }
        for (Member member : MORE) {
            if (random.nextInt(4) == 0) {
                put(member, members, shown);
            }
        }
        boolean right = random.nextInt(3) != 0;
        if (!right) {
            spoil(members);
        }
        return new WrittenControl("POST", "/__admin/faults", spelling.object(members), right, "/__admin/faults", shown);
    }

    private void put(Member member, Map<String, String> members, Map<String, String> shown) {
        Value value = pick(member.right());
        members.put(member.name(), value.written());
        shown.put("/faults/0/fault/" + member.name(), value.shown());
    }

    /** Makes a fault one that has to be refused. */
    private void spoil(Map<String, String> members) {
        switch (random.nextInt(16)) {
            case 0 ->
                members.put(
                        members.containsKey("status") ? "fault" : "detail",
                        members.containsKey("status") ? "\"EMPTY_RESPONSE\"" : "\"x\"");
            case 1 -> members.put("detail", pick(List.of("\"\"", "\"x" + LONG_DETAIL.substring(1))));
            case 2 -> members.put(pick(List.of("Status", "time", "", "status ", "$ref")), "1");
            case 3 -> List.of("status", "fault", "delay", "detail").forEach(members::remove);
            default -> {
                Member member = random.nextInt(3) == 0 ? pick(List.of(STATUS, DELAY, FAULT)) : pick(MORE);
                boolean unlikeInteger = INTEGERS.contains(member.name()) && random.nextBoolean();
                members.put(member.name(), pick(unlikeInteger ? NO_INTEGERS : member.wrong()));
            }
        }
    }

    private WrittenControl clock() {
        Map<String, String> members = new LinkedHashMap<>();
        members.put("mode", "\"frozen\"");
        String now = pick(MOMENTS);
        boolean right = random.nextInt(3) != 0;
        // What is added to a time that is out of bounds may bring it back.
        boolean further = right && random.nextBoolean() && !now.startsWith("9999");
        if (further) {
            members.put("advance", pick(List.of("5000", "\"5s\"", "\"PT5S\"", "\"5000ms\"", "\"0m5s\"")));
        }
        members.put("now", right ? spelling.string(now) : pick(NO_MOMENTS));
        String meant = FilterText.dateTime(DateTimes.parse(now).plusSeconds(further ? 5 : 0));
        return new WrittenControl(
                "PUT",
                "/__admin/clock",
                spelling.object(members),
                right,
                "/__admin/clock",
                Map.of("/now", "\"" + meant + "\"", "/mode", "\"frozen\""));
    }

    private WrittenControl image() {
        Image image = OddImages.random(ID, random);
        ImageMembers writer = new ImageMembers(spelling, random);
        Map<String, String> members = writer.of(image);
        Map<String, String> shown = new HashMap<>();
        members.forEach((name, json) -> {
            if (!URLS.contains(name)) {
                shown.put("/" + name, json);
            }
        });
        boolean right = random.nextInt(3) != 0;
        if (!right) {
            writer.spoil(members);
        }
        String reference = Percent.encode(image.reference().value());
        return new WrittenControl(
                "PUT",
                "/__admin/images/" + reference,
                spelling.object(members),
                right,
                "/images(" + reference + ")",
                shown);
    }

    private <T> T pick(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
