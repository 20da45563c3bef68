package io.damson.verify.relation;

import static io.damson.verify.relation.Level.DOCUMENTED;

import io.damson.verify.exchange.Credential;
import io.damson.verify.exchange.Request;
import io.damson.verify.exchange.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Relations on keys that are made from the account's own key. The others are in {@code key.yaml}. */
final class KeyRelations {
    private KeyRelations() {}

    @Declaration(
            id = "KEY-4",
            title = "A key that is nearly right is an unknown key: 400",
            level = DOCUMENTED,
            because = "Documentation, Error Responses: \"400 Bad Request: Invalid API key\"",
            after = "KEY-3")
    static void nearlyRight(Probe probe) {
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

    /** A variable of a shell with what is done to it. */
    private static String expanding(String variable, String change) {
        return variable.replace("$", "${") + change + "}";
    }

    /** A URL gets into logs: on other machines the key is in none. */
    @Declaration(
            id = "KEY-6",
            title = "A key that stands anywhere but in X-API-KEY is a missing key: 401",
            level = DOCUMENTED,
            because = "Documentation, Authentication: \"Requires a valid API key in the X-API-KEY header.\"",
            after = "KEY-1")
    static void elsewhere(Probe probe) {
        Target target = probe.session().client().target();
        List<Credential> elsewhere = new ArrayList<>();
        if (target.headers().keySet().stream().anyMatch("Authorization"::equalsIgnoreCase)) {
            probe.gap("--header has an Authorization, so that the key is not tried there");
        } else {
            List.of("Bearer ", "ApiKey ")
                    .forEach(word -> elsewhere.add(probe.own()
                            .changed(key -> word + key, shell -> word + shell)
                            .in(Credential.Carrier.HEADER, "Authorization")));
        }
        if (target.isLoopback() && target.proxy().isEmpty()) {
            List.of("X-API-KEY", "x-api-key", "api_key", "apiKey", "key")
                    .forEach(name -> elsewhere.add(probe.own().in(Credential.Carrier.QUERY, name)));
        }
        String unknown = Probe.path(probe.unknownReference());
        for (Credential there : elsewhere) {
            for (Request request : List.of(
                    Request.get("/images", there), Request.get(unknown, there), Request.delete(unknown, there))) {
                probe.requireStatus(401, "the key is not in the header X-API-KEY", probe.ask(request));
            }
        }
    }
}
