/**
 * What Damson is made of, against published advisories: {@code .ci/known-vulnerabilities}. Rejects files that are no bill of materials, no lock file
 * and no advisory, by the formats of CycloneDX, npm and OSV 1.
 */
@NullMarked
package io.damson.supply;

import org.jspecify.annotations.NullMarked;
