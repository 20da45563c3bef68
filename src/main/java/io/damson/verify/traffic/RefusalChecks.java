package io.damson.verify.traffic;

import io.damson.query.ImageProperty;
import io.damson.verify.relation.Level;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is refused that is documented, and what is taken that is not. */
final class RefusalChecks {
    private static final Set<ImageProperty> DOCUMENTED = Set.of(ImageProperty.CREATED_ON, ImageProperty.NUM_LINKS);

    private RefusalChecks() {}

    /** A list was given: nothing about the request is to be refused. */
    static void taken(Look look, Options options) {
        options.refusal()
                .filter(refusal -> !options.isOpen())
                .ifPresent(refusal -> look.require(
                        refusal.relation(),
                        false,
                        "400, since " + refusal.why(),
                        "200 with " + look.json().path("items").size() + " images"));
    }

    /**
     * What a 400 shows of a list whose key is known to be right; empty where it is right, or nobody can tell.
     *
     * @param takesOrder whether the server orders images by these properties
     */
    static Optional<Finding> refused(Look look, Options options, boolean takesOrder) {
        if (options.isOpen()) {
            return Optional.empty();
        }
        boolean isUndated = look.level() != Level.DAMSON && UndatedMoments.areIn(options.filterText());
        boolean isOrderOpen = look.level() != Level.DAMSON
                && !takesOrder
                && options.order().stream().anyMatch(key -> !DOCUMENTED.contains(key.property()));
        if (!options.refusals().isEmpty()) {
            options.refusals().forEach(refusal -> look.rules().held(refusal.relation()));
            // Which of several mistakes is found first is each server's own affair.
            List<String> wrong = options.refusals().stream()
                    .map(Options.Refusal::option)
                    .distinct()
                    .toList();
            return wrong.stream().anyMatch(option -> KeyChecks.named(look.json(), option))
                            || isUndated && KeyChecks.named(look.json(), "$filter")
                            || isOrderOpen && KeyChecks.named(look.json(), "$orderby")
                    ? Optional.empty()
                    : look.finding(
                            "REFUSE-12",
                            "a 400 whose validationFailures name " + String.join(" or ", wrong),
                            "validationFailures " + look.json().path("validationFailures"));
        }
        if (isUndated || isOrderOpen) {
            return Optional.empty();
        }
        return look.finding(
                relation(look, options), "200 with a page of images: nothing about the request is wrong", shown(look));
    }

    private static String relation(Look look, Options options) {
        if (options.filter().isPresent() && !KeyChecks.named(look.json(), "$orderby")) {
            return look.rules().firstOf(FilterBlame.of(options.filter().get(), null), "OPTION-1");
        }
        if (!options.order().isEmpty()) {
            return "OPTION-2";
        }
        return options.skip() > 0 ? "OPTION-4" : options.isTopGiven() ? "OPTION-3" : "PAGE-1";
    }

    static String shown(Look look) {
        String detail = look.json().path("detail").asText("");
        return look.status() + (detail.isEmpty() ? "" : ": " + detail);
    }
}
