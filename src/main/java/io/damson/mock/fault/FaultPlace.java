package io.damson.mock.fault;

/** The requests that a fault is for. */
public enum FaultPlace {
    /** The API's. */
    API,
    /** Those for the files of images. */
    MEDIA
}
