package dev.steward.process.engine;

import java.util.HashMap;
import java.util.List;
import org.flowable.common.engine.api.FlowableIllegalArgumentException;
import org.flowable.common.engine.api.delegate.Expression;
import org.flowable.common.engine.impl.javax.el.CouldNotResolvePropertyELResolver;
import org.flowable.common.engine.impl.persistence.deploy.DefaultDeploymentCache;
import org.flowable.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.flowable.engine.impl.el.ProcessExpressionManager;
import org.springframework.util.ConcurrentLruCache;

/**
 * The engine's expressions, held to {@link Expressions} once more when they are about to be used: what the check of a deployment let
 * through, or never saw, is not evaluated either. No Spring bean and no method of any object can be reached.
 */
final class GuardedExpressions extends ProcessExpressionManager {

  private final ConcurrentLruCache<String, List<String>> judged = new ConcurrentLruCache<>(
    4_096,
    text -> Expressions.check(text).problems()
  );

  GuardedExpressions(ProcessEngineConfigurationImpl engine) {
    super(new HashMap<>());
    // In the place of what reads properties of Java objects and calls their methods.
    setBeanResolver(new CouldNotResolvePropertyELResolver());
    if (engine.isExpressionCacheEnabled()) {
      setExpressionCache(new DefaultDeploymentCache<>(engine.getExpressionCacheSize()));
      setExpressionTextLengthCacheLimit(engine.getExpressionTextLengthCacheLimit());
    }
  }

  @Override
  public Expression createExpression(String text) {
    if (Expressions.isIn(text)) {
      var problems = judged.get(text);
      if (!problems.isEmpty()) {
        throw new FlowableIllegalArgumentException(
          "An expression is not evaluated: " + String.join("; ", problems)
        );
      }
    }
    return super.createExpression(text);
  }
}
