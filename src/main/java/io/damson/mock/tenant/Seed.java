package io.damson.mock.tenant;

import io.damson.image.Image;
import io.damson.image.ImageReference;
import java.time.Duration;
import java.util.Map;

/**
 * What a tenant's data begin as. Immutable as long as nobody writes to its maps.
 *
 * @param images the images, by their references
 * @param processingFor how long images that are being processed stay so
 */
record Seed(Map<ImageReference, Image> images, Map<ImageReference, Duration> processingFor) {}
