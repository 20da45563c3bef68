package io.damson.verify.relation;

import io.damson.image.Image;
import io.damson.image.ImageStatus;
import io.damson.query.FilterText;
import io.damson.verify.exchange.Client;
import io.damson.verify.exchange.Credential;
import io.damson.verify.exchange.Exchange;
import io.damson.verify.exchange.Request;
import io.damson.verify.shape.Percent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What all relations of a run share: the server, the keys, the images that are known, and which of them may be deleted. */
public final class Session {
    private static final int COMPARED = 20;

    private final Client client;
    private final Credential own;
    private final Optional<Credential> other;
    private final Level level;
    private final boolean mayDelete;
    private final Set<Image> telling = new LinkedHashSet<>();
    private final List<Image> expendable;
    private final List<Image> deleted = new ArrayList<>();
    private Sample sample;
    private Optional<Sample> others = Optional.empty();
    private Optional<String> dateSuffix = Optional.empty();

    /**
     * Reads the images that the relations are asked of.
     *
     * @param other a key of another account; empty where there is none
     * @param maxDeletes how many images may be deleted; 0 where none may
     */
    public Session(Client client, Credential own, Optional<Credential> other, Level level, int maxDeletes) {
        this.client = client;
        this.own = own;
        this.other = other;
        this.level = level;
        this.mayDelete = maxDeletes > 0;
        this.sample = Sample.read(client, own);
        this.expendable = new ArrayList<>(mayDelete ? expendable(maxDeletes) : List.of());
    }

    /** What is known of the account, in words. */
    public String images() {
        return sample.toString();
    }

    /** The references of the images that may be deleted, all or some of them. */
    public List<String> expendable() {
        return expendable.stream().map(image -> image.reference().value()).toList();
    }

    /**
     * Reads the images again, and tells whether some were added, changed or removed since they were read before. What only some lists
     * show is no change: an image that is still there by its reference was not removed.
     */
    public boolean hasChanged() {
        Sample before = sample;
        Sample now = Sample.read(client, own);
        if (now.fault().isPresent() && before.fault().isEmpty()) {
            client.end("the list of images can be read no more: " + now.fault().get());
            return false;
        }
        sample = now;
        if (before.isSameAs(sample)) {
            return false;
        }
        boolean removed = before.rows().keySet().stream()
                .filter(reference -> !sample.contains(reference))
                .limit(COMPARED)
                .anyMatch(reference -> get(reference).status() == 404);
        boolean changed = sample.all().stream()
                .filter(row -> before.contains(row.reference()))
                .filter(row -> !row.equals(before.rows().get(row.reference())))
                .limit(COMPARED)
                .anyMatch(row -> Row.of(get(row.reference()).json()).equals(row));
        return removed || changed || hasNew(before);
    }

    private boolean hasNew(Sample before) {
        long greatest = before.images().stream().mapToLong(Image::id).max().orElse(-1);
        return sample.images().stream()
                .filter(image -> !before.contains(image.reference().value()))
                .anyMatch(image -> image.id() > greatest
                        || before.images().stream()
                                .noneMatch(known -> known.modifiedOn().isAfter(image.modifiedOn())));
    }

    private Exchange get(String reference) {
        return client.send(Request.get("/images(" + Percent.encode(reference) + ")", own));
    }

    /** Whether anything may be deleted at all. */
    boolean mayDelete() {
        return mayDelete;
    }

    Client client() {
        return client;
    }

    Credential own() {
        return own;
    }

    Optional<Credential> other() {
        return other;
    }

    Level level() {
        return level;
    }

    Sample sample() {
        return sample;
    }

    /**
     * What the server wants after a date-time so that it means what the server prints: {@code Z}, as OData has it, or nothing, as the
     * API prints them.
     */
    String dateSuffix() {
        if (dateSuffix.isEmpty()) {
            dateSuffix = Optional.of(sample.images().stream()
                    .findFirst()
                    .flatMap(image -> Stream.of("Z", "")
                            .filter(suffix -> finds(image, suffix))
                            .findFirst())
                    .orElse("Z"));
        }
        return dateSuffix.get();
    }

    private boolean finds(Image image, String suffix) {
        String filter =
                "modifiedOn eq " + FilterText.dateTime(image.modifiedOn()) + suffix + " and id eq " + image.id();
        return client.send(Request.get("/images?$filter=" + Percent.encode(filter), own))
                .json()
                .path("items")
                .findValuesAsText("reference")
                .contains(image.reference().value());
    }

    /** The other account's images as they were at first. @throws NotCheckable if there is no key of it */
    Sample others() {
        if (others.isEmpty()) {
            others = Optional.of(Sample.read(
                    client,
                    other.orElseThrow(() -> new NotCheckable("a key of another account is needed: --other-api-key"))));
        }
        return others.get();
    }

    /** The images that were deleted so far. */
    public List<Image> deleted() {
        return List.copyOf(deleted);
    }

    /** An image to be deleted, which from now on is no longer counted on. */
    Optional<Image> take(ImageStatus status) {
        Optional<Image> taken =
                expendable.stream().filter(image -> image.status() == status).findFirst();
        taken.ifPresent(expendable::remove);
        return taken;
    }

    /** Images in status Ok to be deleted that tell much about what is deleted with them; may be none. */
    List<Image> takeTelling() {
        List<Image> taken = expendable.stream().filter(telling::contains).toList();
        expendable.removeAll(taken);
        return taken;
    }

    /** The image was not deleted after all. */
    void giveBack(Image image) {
        expendable.add(image);
    }

    /** The image is no longer there. */
    void forget(String reference) {
        sample.images().stream()
                .filter(image -> image.reference().value().equals(reference))
                .forEach(deleted::add);
        sample = sample.without(reference);
    }

    /** Images whose name or id the other account has too, or whose names begin, resemble or as patterns match others: deletes go wrong there first. */
    private List<Predicate<Image>> telling() {
        Set<String> names = sample.rows().keySet();
        Predicate<Image> shared = image ->
                other.isPresent() && others().contains(image.reference().value());
        Set<Long> otherIds =
                other.isPresent() ? others().images().stream().map(Image::id).collect(Collectors.toSet()) : Set.of();
        Predicate<Image> sharesId = image -> otherIds.contains(image.id());
        Predicate<Image> beginsAnother = image -> names.stream()
                .anyMatch(name -> isOtherWith(name, image, image.reference().value()));
        Predicate<Image> hasSibling = image -> {
            String beginning = stem(image) + ".";
            return names.stream().anyMatch(name -> isOtherWith(name, image, beginning));
        };
        Predicate<Image> hasTwin = image -> names.stream()
                .anyMatch(name -> name.equalsIgnoreCase(image.reference().value())
                        && !name.equals(image.reference().value()));
        Predicate<Image> odd = image -> !image.reference().value().matches("[A-Za-z0-9._-]+");
        return List.of(
                shared,
                sharesId,
                beginsAnother,
                hasSibling,
                hasTwin,
                isPattern(names, "_", "."),
                isPattern(names, "%", ".*"),
                odd);
    }

    /** Whether other names are like a name, as SQL has it. */
    private static Predicate<Image> isPattern(Set<String> names, String wildcard, String meaning) {
        return image -> {
            Pattern like = Pattern.compile(
                    Arrays.stream(image.reference().value().split("(?<=" + wildcard + ")|(?=" + wildcard + ")"))
                            .map(part -> part.equals(wildcard) ? meaning : Pattern.quote(part))
                            .collect(Collectors.joining()));
            return names.stream()
                    .anyMatch(name -> !name.equals(image.reference().value())
                            && like.matcher(name).matches());
        };
    }

    private static boolean isOtherWith(String name, Image image, String beginning) {
        return name.startsWith(beginning) && !name.equals(image.reference().value());
    }

    private static String stem(Image image) {
        return image.reference().value().replaceFirst("\\.[^.]*$", "");
    }

    /** As many of each status as the relations need, those that the fewest items link to; and some that tell much. */
    private List<Image> expendable(int count) {
        Set<Image> chosen = new LinkedHashSet<>();
        List<Predicate<Image>> kinds = telling();
        for (ImageStatus status :
                List.of(ImageStatus.OK, ImageStatus.UP, ImageStatus.RE, ImageStatus.VD, ImageStatus.ER)) {
            List<Image> candidates = sample.images().stream()
                    .filter(image -> image.status() == status)
                    .sorted(Comparator.comparing(Image::numLinks).thenComparing(Image::id, Comparator.reverseOrder()))
                    .toList();
            Set<Image> some = covering(kinds, candidates);
            if (status == ImageStatus.OK) {
                telling.addAll(some);
                some = new LinkedHashSet<>();
            }
            some.addAll(candidates);
            some.stream()
                    .filter(image -> !telling.contains(image))
                    .limit(needed(status, level))
                    .forEach(chosen::add);
        }
        chosen.addAll(telling);
        return chosen.stream().limit(count).toList();
    }

    /** Few images of which each of those kinds has one, where there is one at all: those first that are of many kinds. */
    private static Set<Image> covering(List<Predicate<Image>> kinds, List<Image> candidates) {
        Set<Image> chosen = new LinkedHashSet<>();
        List<Predicate<Image>> open = kinds.stream()
                .filter(kind -> candidates.stream().anyMatch(kind))
                .collect(Collectors.toList());
        while (!open.isEmpty()) {
            Image best = Collections.max(
                    candidates,
                    Comparator.comparing(image ->
                            open.stream().filter(kind -> kind.test(image)).count()));
            chosen.add(best);
            open.removeIf(kind -> kind.test(best));
        }
        return chosen;
    }

    private static int needed(ImageStatus status, Level level) {
        return switch (status) {
            case OK -> 5;
            case UP, RE -> 1;
            case VD, ER -> level == Level.DAMSON ? 1 : 0;
        };
    }
}
