/** The guard of Flowable's own REST API. */
@NullMarked
package dev.steward.process.rest;

import org.jspecify.annotations.NullMarked;
