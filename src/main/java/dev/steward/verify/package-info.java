/**
 * Checks an evidence bundle with nothing but a JDK: {@code java VerifyEvidence.java <bundle>}. It imports nothing of Steward and no library, so
 * that an auditor can read all of it, and computes the hashes a second time by what docs/audit.md says.
 */
@ApplicationModule(allowedDependencies = {})
package dev.steward.verify;

import org.springframework.modulith.ApplicationModule;
