package io.damson.mock.fault;

/** Whose requests a fault lies in wait for. */
public enum FaultPlace {
    /** The API's. */
    API,
    /** Those for the files of images. */
    MEDIA
}
