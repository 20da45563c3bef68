package io.damson.rest;

import io.damson.contract.ImageStatus;
import io.damson.image.Image;

/** From the domain's image to the contract's. */
public final class ContractImages {
    private ContractImages() {}

    /** The same image as the API prints it. */
    public static io.damson.contract.Image of(Image image) {
        return new io.damson.contract.Image()
                .id(image.id())
                .reference(image.reference().value())
                .numLinks(image.numLinks())
                .status(ImageStatus.fromValue(image.status().code()))
                .modifiedOn(image.modifiedOn())
                .fileType(image.fileType())
                .createdOn(image.createdOn())
                .tags(image.tags())
                .originalUrl(image.originalUrl())
                .thumbnailUrl(image.thumbnailUrl())
                .thumbnailMediumUrl(image.thumbnailMediumUrl())
                .thumbnailPreviewUrl(image.thumbnailPreviewUrl())
                .width(image.width())
                .height(image.height())
                .sizeInBytes(image.sizeInBytes());
    }
}
