package io.damson.verify.relation;

import static io.damson.verify.relation.Level.DAMSON;
import static io.damson.verify.relation.Level.DOCUMENTED;

import io.damson.verify.exchange.Credential;
import io.damson.verify.exchange.Exchange;
import io.damson.verify.exchange.Request;
import io.damson.verify.exchange.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Who may ask. Deletes are asked for only of images that do not exist. */
final class KeyRelations {
    private static final String REQUIRED =
            "Documentation, Authentication: \"Requires a valid API key in the X-API-KEY header.\"";
    private static final String MISSING = "Documentation, Error Responses: \"401 Unauthorized: Missing API key\"";
    private static final String INVALID = "Documentation, Error Responses: \"400 Bad Request: Invalid API key\"";

    private KeyRelations() {}

    static List<Relation> all() {
        return List.of(
                new Relation(
                        "KEY-1",
                        DOCUMENTED,
                        "Without a key every operation answers 401",
                        MISSING,
                        probe -> requireEverywhere(probe, Credential.NONE, 401, "no key was sent")),
                new Relation(
                        "KEY-2",
                        DOCUMENTED,
                        "An empty key is a missing key: 401",
                        MISSING,
                        probe -> requireEverywhere(probe, Credential.open(""), 401, "the key that was sent is empty")),
                new Relation(
                        "KEY-3",
                        DOCUMENTED,
                        "With an unknown key every operation answers 400",
                        INVALID,
                        probe -> requireEverywhere(
                                probe, Credential.open("damson-verify-unknown"), 400, "nobody has this key")),
                new Relation(
                                "KEY-4",
                                DOCUMENTED,
                                "A key that is nearly right is an unknown key: 400",
                                INVALID,
                                KeyRelations::nearlyRightKeysAreUnknown)
                        .after("KEY-3"),
                new Relation(
                                "KEY-5",
                                DAMSON,
                                "The key is asked for before anything else is found wrong",
                                "Damson's reading: the key is asked for before the query options",
                                KeyRelations::theKeyComesFirst)
                        .after("KEY-1"),
                new Relation(
                                "KEY-6",
                                DOCUMENTED,
                                "A key that stands anywhere but in X-API-KEY is a missing key: 401",
                                REQUIRED,
                                KeyRelations::aKeyElsewhereIsNone)
                        .after("KEY-1"));
    }

    private static void requireEverywhere(Probe probe, Credential credential, int status, String why) {
        for (Request request : operations(probe, credential)) {
            probe.requireStatus(status, why, probe.ask(request));
        }
    }

    private static List<Request> operations(Probe probe, Credential credential) {
        String unknown = Probe.path(probe.unknownReference());
        List<Request> requests = new ArrayList<>(List.of(
                Request.get("/images", credential),
                Request.get(unknown, credential),
                Request.delete(unknown, credential)));
        probe.some(1, probe.sample().images())
                .forEach(image ->
                        requests.add(Request.get(Probe.path(image.reference().value()), credential)));
        return requests;
    }

    private static void nearlyRightKeysAreUnknown(Probe probe) {
        String key = probe.own().value().orElseThrow();
        if (key.startsWith("sandbox-")) {
            throw new NotCheckable("of Damson's mock any key sandbox-NAME is right; give another key of it");
        }
        Credential own = probe.own();
        List<Credential> nearly = new ArrayList<>();
        nearly.add(own.changed(right -> right + "x", shell -> expanding(shell, "") + "x"));
        nearly.add(own.changed(right -> "x," + right, shell -> "x," + shell));
        nearly.add(own.changed(right -> right + ", x", shell -> expanding(shell, "") + ", x"));
        if (key.length() > 1) {
            nearly.add(own.changed(right -> right.substring(0, right.length() - 1), shell -> expanding(shell, "%?")));
        }
        if (!key.toUpperCase(Locale.ROOT).equals(key)) {
            nearly.add(own.changed(right -> right.toUpperCase(Locale.ROOT), shell -> expanding(shell, "^^")));
        }
        if (!key.toLowerCase(Locale.ROOT).equals(key)) {
            nearly.add(own.changed(right -> right.toLowerCase(Locale.ROOT), shell -> expanding(shell, ",,")));
        }
        for (Credential credential : nearly) {
            probe.requireStatus(400, "this is not the key", probe.ask(Request.get("/images?$top=1", credential)));
        }
    }

    /** A URL gets into logs: on other machines the key is in none. */
    private static void aKeyElsewhereIsNone(Probe probe) {
        Target target = probe.session().client().target();
        if (target.headers().keySet().stream().anyMatch("Authorization"::equalsIgnoreCase)) {
            probe.gap("--header has an Authorization, so that the key is not tried there");
        } else {
            inAuthorization(probe);
        }
        if (target.isLoopback() && target.proxy().isEmpty()) {
            for (String name : List.of("X-API-KEY", "x-api-key", "api_key", "apiKey", "key")) {
                Credential there = probe.own().in(Credential.Carrier.QUERY, name);
                probe.requireStatus(
                        401, "the key is not in the header X-API-KEY", probe.ask(Request.get("/images", there)));
            }
        }
    }

    private static void inAuthorization(Probe probe) {
        for (String word : List.of("Bearer ", "ApiKey ")) {
            Credential there = probe.own()
                    .changed(key -> word + key, shell -> word + shell)
                    .in(Credential.Carrier.HEADER, "Authorization");
            requireEverywhere(probe, there, 401, "the key is not in X-API-KEY");
        }
    }

    /** A variable of a shell with what is done to it. */
    private static String expanding(String variable, String change) {
        return variable.replace("$", "${") + change + "}";
    }

    private static void theKeyComesFirst(Probe probe) {
        for (String wrong : List.of("?$filter=nosuch%20eq%201", "?$top=101", "?$orderby=nosuch", "?$skip=abc")) {
            Exchange exchange = probe.ask(Request.get("/images" + wrong, Credential.NONE));
            probe.requireStatus(401, "no key was sent, whatever else is wrong", exchange);
        }
    }
}
