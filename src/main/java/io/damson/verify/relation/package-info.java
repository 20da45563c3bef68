/**
 * What holds between requests and answers of any server that speaks the API, whatever its data: the relations, each with the sentence
 * it stands on. May reject nothing but what a relation finds wrong.
 */
@NullMarked
package io.damson.verify.relation;

import org.jspecify.annotations.NullMarked;
