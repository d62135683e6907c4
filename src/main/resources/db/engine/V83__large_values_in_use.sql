-- Which variables refer to a large value, before the last that did takes it along.
CREATE INDEX steward_variable_large ON act_hi_varinst (text2_) WHERE var_type_ = 'large-json';
CREATE INDEX steward_detail_large ON act_hi_detail (text2_) WHERE var_type_ = 'large-json';
