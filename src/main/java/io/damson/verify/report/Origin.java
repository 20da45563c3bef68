package io.damson.verify.report;

import io.damson.verify.Result;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** How a report came about: what the reports of a run and of watched traffic have in different words. */
public interface Origin {
    /**
     * A fact about it, for people.
     *
     * @param name such as "Images"
     */
    record Fact(String name, String value) {}

    /** The program and its command: {@code damson verify}. */
    String program();

    /** The program as it was started, as a line for a shell. Secrets are environment variables: {@code $API_KEY}. */
    String command();

    /** What shows a failure again, as a line for a shell. */
    String again(Result result);

    /** What that line does, as a sentence that ends in a colon. */
    String aboutAgain();

    /** What random choices followed from; empty text where there were none. */
    String seed();

    /** Facts of its own. */
    List<Fact> facts();

    /** The same for programs, by their names in {@code report.json}. */
    Map<String, Object> members();

    /** How often the relation was seen to fail; empty where that is not counted. */
    OptionalInt failures(Result result);

    /** A text without the secrets that a server may have repeated. */
    String withoutSecrets(String text);
}
