package dev.steward.policy;

import java.util.HashMap;
import org.flowable.common.engine.impl.el.DefaultExpressionManager;
import org.flowable.common.engine.impl.javax.el.CouldNotResolvePropertyELResolver;
import org.flowable.dmn.spring.SpringDmnEngineConfiguration;
import org.flowable.spring.boot.EngineConfigurationConfigurer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class DmnEngineSettings {

  @Bean
  EngineConfigurationConfigurer<SpringDmnEngineConfiguration> dmnEngineForDecisionsAlone() {
    return engine -> {
      // Which rules matched is on the audit trail; the engine's own history would cost a write for
      // each question.
      engine.setHistoryEnabled(false);
      // Left unset, every Spring bean could be called from a cell of a table.
      engine.setBeans(new HashMap<>());
      // In the place of what reads properties of Java objects and calls their methods.
      engine.addExpressionManagerConfigurer(manager ->
        ((DefaultExpressionManager) manager).setBeanResolver(
          new CouldNotResolvePropertyELResolver()
        )
      );
    };
  }
}
