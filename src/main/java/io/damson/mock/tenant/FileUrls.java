package io.damson.mock.tenant;

import io.damson.image.Image;

/** Where the files of images are. */
public interface FileUrls {
    /** Wherever the data say. */
    FileUrls AS_GIVEN = new FileUrls() {
        @Override
        public Image point(String tenant, Image image) {
            return image;
        }

        @Override
        public Image repoint(String tenant, Image image) {
            return image;
        }
    };

    /**
     * The same image, whose URLs lead to where its files are. Those that are null stay null, since there is no such file yet; but an image
     * that is ready and has none at all gets all of them.
     *
     * @param tenant the label of the tenant that has it
     */
    Image point(String tenant, Image image);

    /** The same image, whose URLs lead to where its files are; those that are null stay null. */
    Image repoint(String tenant, Image image);
}
