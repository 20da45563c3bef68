package io.damson.verify.relation;

import io.damson.image.Image;
import io.damson.image.ImageStatus;
import io.damson.verify.exchange.Client;
import io.damson.verify.exchange.Credential;
import io.damson.verify.exchange.Exchange;
import io.damson.verify.exchange.Request;
import io.damson.verify.shape.Percent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What all relations of a run share: the server, the keys, the images that are known, and which of them may be deleted. */
public final class Session {
    private static final int COMPARED = 20;

    private final Client client;
    private final Credential own;
    private final Optional<Credential> other;
    private final Level level;
    private final boolean mayDelete;
    private final List<Image> expendable;
    private Sample sample;
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
        this.expendable = new ArrayList<>(expendable(sample.images(), level, maxDeletes));
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
     * Reads the images again, and tells whether some were added, changed or removed since they were read before. What only some lists show is no change: an image that is
     * still there by its reference was not removed.
     */
    public boolean hasChanged() {
        Sample before = sample;
        sample = Sample.read(client, own);
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
                .anyMatch(row -> get(row.reference()).json().equals(row.json()));
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

    /** An image to be deleted, which from now on is no longer counted on. */
    Optional<Image> take(ImageStatus status) {
        Optional<Image> taken =
                expendable.stream().filter(image -> image.status() == status).findFirst();
        taken.ifPresent(expendable::remove);
        return taken;
    }

    /** The image was not deleted after all. */
    void giveBack(Image image) {
        expendable.add(image);
    }

    /** The image is no longer there. */
    void forget(String reference) {
        sample = sample.without(reference);
    }

    /** As many of each status as the relations need; those that the fewest items link to. */
    private static List<Image> expendable(List<Image> images, Level level, int count) {
        List<Image> chosen = new ArrayList<>();
        for (ImageStatus status :
                List.of(ImageStatus.OK, ImageStatus.UP, ImageStatus.RE, ImageStatus.VD, ImageStatus.ER)) {
            images.stream()
                    .filter(image -> image.status() == status)
                    .sorted(Comparator.comparing(Image::numLinks).thenComparing(Image::id, Comparator.reverseOrder()))
                    .limit(needed(status, level))
                    .forEach(chosen::add);
        }
        return chosen.subList(0, Math.min(count, chosen.size()));
    }

    private static int needed(ImageStatus status, Level level) {
        return switch (status) {
            case OK -> 5;
            case UP, RE -> 1;
            case VD, ER -> level == Level.DAMSON ? 1 : 0;
        };
    }
}
