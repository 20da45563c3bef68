package io.damson.http;

/**
 * The shares of a server's workers; all of them follow from one number.
 *
 * @param workers how many requests are served at once, 4 or more
 */
public record Shares(int workers) {
    /** With fewer, a client's share would be all or nothing. */
    public static final int MIN_WORKERS = 4;

    private static final int WAITING_PER_WORKER = 128;

    /** @throws IllegalArgumentException if the workers are too few to be shared */
    public Shares {
        if (workers < MIN_WORKERS) {
            throw new IllegalArgumentException("workers have to be " + MIN_WORKERS + " or more: " + workers);
        }
    }

    /** How many requests are served at once: one worker reads others, lets them wait, and refuses them. */
    int served() {
        return workers - 1;
    }

    /** How many requests of one client are served at once, unless they are quick indeed; the rest of the workers is for others. */
    int ofClient() {
        return workers - workers / 4;
    }

    /** How many of them may be such as may last. */
    int lastingOfClient() {
        return workers / 2;
    }

    /** How many requests that may last are served at once, of all clients. */
    int lasting() {
        return workers - workers / 4;
    }

    /** How many changes are made at once, of all clients: a database that takes them slowly is still to be read. */
    int changes() {
        return workers / 2;
    }

    /**
     * How many requests of a kind, behind others of their own client, are served however long that takes. With those that are served, they
     * are half as many again as there are workers: so much longer an answer takes at most, whatever else comes.
     */
    int certain() {
        return workers;
    }

    /** How many requests of a kind wait where those of all clients are too many. */
    int certainOfAll() {
        return workers - workers / 4;
    }

    /** How many requests wait at most. */
    int waiting() {
        return WAITING_PER_WORKER * workers;
    }
}
