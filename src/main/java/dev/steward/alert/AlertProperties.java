package dev.steward.alert;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** @param servicePeople accounts for which everybody who writes rules may have processes started */
@ConfigurationProperties("steward.alerts")
record AlertProperties(@DefaultValue({}) List<String> servicePeople) {}
