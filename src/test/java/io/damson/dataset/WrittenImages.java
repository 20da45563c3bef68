package io.damson.dataset;

import io.damson.image.Image;
import java.util.List;

/**
 * A file of images, and what it means.
 *
 * @param name its ending tells the format
 * @param content in UTF-8
 * @param meant the images that have to be taken, in their order
 * @param refused how many items have to be refused
 */
record WrittenImages(String name, String content, List<Image> meant, int refused) {}
