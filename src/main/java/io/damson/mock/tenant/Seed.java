package io.damson.mock.tenant;

import io.damson.image.ImageReference;
import io.damson.tenant.Tenant;
import java.time.Duration;
import java.util.Map;

/**
 * What a tenant's data begin as.
 *
 * @param images has the images, and nobody ever changes them
 * @param rows how many images these are
 * @param processingFor how long images that are being processed stay so
 */
record Seed(Tenant images, long rows, Map<ImageReference, Duration> processingFor) {}
