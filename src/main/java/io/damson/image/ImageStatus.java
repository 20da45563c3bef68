package io.damson.image;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Where an image stands in its processing (documentation, "Status field values"). */
public enum ImageStatus {
    /** Void: not yet started processing. */
    VD("Vd"),
    /** Updating: being uploaded or updated. */
    UP("Up"),
    /** Processed correctly, ready to use. */
    OK("Ok"),
    /** Reprocessing. */
    RE("Re"),
    /** Processing failed. */
    ER("Er");

    private static final Map<String, ImageStatus> BY_CODE =
            Arrays.stream(values()).collect(Collectors.toMap(ImageStatus::code, Function.identity()));

    private final String code;

    ImageStatus(String code) {
        this.code = code;
    }

    /** The two letters that the API prints and filters compare with. */
    public String code() {
        return code;
    }

    /** Whether the image is being processed, so that it cannot be deleted. */
    public boolean isInProcess() {
        return this == UP || this == RE;
    }

    /** The status of that code, which is case-sensitive; empty where there is none. */
    public static Optional<ImageStatus> ofCode(String code) {
        return Optional.ofNullable(BY_CODE.get(code));
    }
}
