-- Lists of runs by their time, and by their handler, beside a long history.
CREATE INDEX job_executions_time ON job_executions (scheduled_time, id);
CREATE INDEX job_executions_handler ON job_executions (handler_name, id);
