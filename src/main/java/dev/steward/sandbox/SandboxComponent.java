package dev.steward.sandbox;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;

/**
 * Present unless {@code steward.sandbox.enabled=false}: production runs without the demo systems.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ConditionalOnProperty(
  name = "steward.sandbox.enabled",
  havingValue = "true",
  matchIfMissing = true
)
@interface SandboxComponent {}
